import { toStoredEvent } from '../data/storedEvent';
import { generateTraffic, liveTraffic, type GeneratedEvent } from '.';

const HOUR_MS = 3_600_000;
/** A Wednesday. */
const toMs = Date.UTC(2026, 4, 13, 15, 20, 30);
const settings = {
  seed: 'test',
  eventsPerHour: 400,
  accounts: [{ accountId: '111122223333', name: 'prod' }, { accountId: '444455556666' }],
  regions: ['us-east-1', 'eu-central-1'],
};
const day = (change: object = {}) => [
  ...generateTraffic({ ...settings, fromMs: toMs - 24 * HOUR_MS, toMs, ...change }),
];
const events = day();
const records = events.map(({ record }) => record);
const timeOf = ({ record }: GeneratedEvent) => Date.parse(record.eventTime);
const ids = (some: readonly GeneratedEvent[]) => some.map(({ record }) => String(record.eventID));
const identityType = (text: string) => (JSON.parse(text) as { userIdentity: { type: string } }).userIdentity.type;

it('gives the same events for the same options, others for another seed', () => {
  expect(day()).toEqual(events);
  const shared = new Set(ids(events));
  expect(ids(day({ seed: 'other' })).filter((id) => shared.has(id))).toEqual([]);
});

it('stays in its range and in time order, each eventID once', () => {
  const times = events.map(timeOf);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(times[0]).toBeGreaterThanOrEqual(toMs - 24 * HOUR_MS);
  expect(times.at(-1)).toBeLessThan(toMs);
  expect(new Set(ids(events)).size).toBe(events.length);
});

it.each([20, 1000])('makes about %d events an hour over a week', (eventsPerHour) => {
  let count = 0;
  for (const { planted } of generateTraffic({ ...settings, eventsPerHour, fromMs: toMs - 168 * HOUR_MS, toMs })) {
    count += planted ? 0 : 1;
  }
  expect(count / 168 / eventsPerHour).toBeGreaterThan(0.9);
  expect(count / 168 / eventsPerHour).toBeLessThan(1.1);
});

it('draws the same background for the part that two ranges share', () => {
  const background = (fromHours: number, toHours: number) =>
    ids(day({ fromMs: toMs - fromHours * HOUR_MS, toMs: toMs - toHours * HOUR_MS, attacks: false }));
  const whole = background(10, 0);
  expect([...background(10, 4.3), ...background(4.3, 0)]).toEqual(whole);
});

it('is busier in working hours than at night and at the weekend', () => {
  const perHour = (at: number) => day({ fromMs: at, toMs: at + 6 * HOUR_MS, attacks: false }).length;
  const noon = perHour(Date.UTC(2026, 4, 13, 9));
  expect(noon).toBeGreaterThan(perHour(Date.UTC(2026, 4, 13, 22)) * 1.2);
  expect(noon).toBeGreaterThan(perHour(Date.UTC(2026, 4, 16, 9)) * 1.2);
});

it('writes records as CloudTrail does', () => {
  for (const record of records) {
    expect(record).toMatchObject({
      eventVersion: expect.stringMatching(/^1\.(08|09|10|11)$/),
      userIdentity: expect.any(Object),
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      eventSource: expect.stringMatching(/^[a-z0-9-]+\.amazonaws\.com$/),
      eventName: expect.stringMatching(/^[A-Z]\w+$/),
      sourceIPAddress: expect.stringMatching(/./),
      userAgent: expect.stringMatching(/./),
      eventID: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      readOnly: expect.any(Boolean),
      eventType: expect.stringMatching(/^Aws(ApiCall|ServiceEvent|ConsoleSignIn)$/),
      managementEvent: true,
      eventCategory: 'Management',
    });
    expect(settings.accounts.map(({ accountId }) => accountId)).toContain(record.recipientAccountId);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(Object.entries(record).filter(([, value]) => value === undefined)).toEqual([]);
  }
});

it('makes only what the emulator takes and LookupEvents shows, with a name to look up by', () => {
  const stored = records.map((record) => toStoredEvent(JSON.stringify(record), { account: '', region: '' }));
  expect(stored.filter((event) => typeof event === 'string')).toEqual([]);
  const nameless = stored.filter((event) => typeof event !== 'string' && event.username === undefined);
  // People of Identity Center and accounts from outside are known by other fields.
  const known = new Set(['IdentityCenterUser', 'AWSAccount']);
  expect(nameless.filter((event) => typeof event !== 'string' && !known.has(identityType(event.text)))).toEqual([]);
});

it('has all kinds of identities, with IDs of IAM’s form', () => {
  const types = new Set(records.map(({ userIdentity }) => userIdentity.type));
  for (const type of ['AssumedRole', 'IAMUser', 'Root', 'AWSService', 'AWSAccount', 'IdentityCenterUser']) {
    expect(types).toContain(type);
  }
  const text = JSON.stringify(records.map(({ userIdentity }) => userIdentity));
  const roles = text.match(/"AROA[^":]*/g) ?? [];
  expect(roles.length).toBeGreaterThan(0);
  expect(roles.filter((id) => !/^"AROA[A-Z2-7]{17}$/.test(id))).toEqual([]);
});

it('mostly looks, seldom changes, and fails now and then', () => {
  const share = (some: (record: (typeof records)[number]) => boolean) => records.filter(some).length / records.length;
  expect(share(({ readOnly }) => readOnly)).toBeGreaterThan(0.75);
  const errors = share(({ errorCode }) => errorCode !== undefined);
  expect(errors).toBeGreaterThan(0.005);
  expect(errors).toBeLessThan(0.05);
  // What failed has changed nothing that could be answered.
  expect(
    records.filter(({ errorCode, responseElements }) => errorCode !== undefined && responseElements !== null)
  ).toEqual([]);
});

it('records global services in us-east-1 and all others where they are called', () => {
  const elsewhere = day({ regions: ['eu-north-1', 'eu-west-1'] }).map(({ record }) => record);
  const regionsOf = (source: string) =>
    new Set(elsewhere.filter(({ eventSource }) => eventSource === source).map(({ awsRegion }) => awsRegion));
  expect([...regionsOf('iam.amazonaws.com')]).toEqual(['us-east-1']);
  expect([...regionsOf('signin.amazonaws.com')]).toEqual(['us-east-1']);
  expect([...regionsOf('ec2.amazonaws.com')].sort()).toEqual(['eu-north-1', 'eu-west-1']);
  expect([...regionsOf('sts.amazonaws.com')].sort()).toEqual(['eu-north-1', 'eu-west-1', 'us-east-1']);
});

it('makes nothing of an empty range, and of a quiet hour only what is planted', () => {
  expect(day({ fromMs: toMs })).toEqual([]);
  const quiet = day({ fromMs: toMs - HOUR_MS, eventsPerHour: 0.01 });
  expect(quiet.filter(({ planted }) => !planted).length).toBeLessThan(20);
  expect(quiet.filter(({ planted }) => planted).length).toBeGreaterThan(20);
});

it('goes on live where a range ended, without a gap or a repetition', () => {
  const live = liveTraffic({ ...settings, nowMs: toMs });
  const unplanted = (some: readonly GeneratedEvent[]) => ids(some.filter(({ planted }) => !planted));
  const parts = [toMs, toMs + 1500, toMs + 60_000, toMs + 60_000, toMs + 2 * HOUR_MS].map((nowMs) => live(nowMs));
  expect(parts[3]).toEqual([]);
  const whole = day({ toMs: toMs + 2 * HOUR_MS + 1, attacks: false });
  expect([...unplanted(events), ...parts.flatMap(unplanted)]).toEqual(ids(whole));
});

it('never gives live what has not happened yet', () => {
  const live = liveTraffic({ ...settings, eventsPerHour: 100_000, nowMs: toMs });
  for (let nowMs = toMs; nowMs < toMs + 20_000; nowMs += 700) {
    expect(live(nowMs).filter((event) => timeOf(event) > nowMs)).toEqual([]);
  }
});

it.each([
  ['no account', { accounts: [] }],
  ['no region', { regions: [] }],
  ['no events', { eventsPerHour: 0 }],
  ['hardly an event', { eventsPerHour: 1e-9 }],
  ['a rate that is no number', { eventsPerHour: NaN }],
  ['no end', { toMs: Infinity }],
])('refuses %s with what to give', (_, change) => {
  // Before the first event is asked for.
  expect(() => generateTraffic({ ...settings, fromMs: 0, toMs, ...change })).toThrow(/name at least|give /);
});
