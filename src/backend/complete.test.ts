import {
  DEFAULT_ACCOUNT,
  DEFAULT_EXTERNAL_ID,
  DEFAULT_ROLE,
  defaultAccounts,
  type EmulatorFaults,
} from '../cloudtrail/emulator';
import type { DataResponse } from './protocol/handlers';
import { columnOf, EmulatedBackend } from './testing/emulatedBackend';
import { addLateTraffic, type LateEvent } from './testing/lateTraffic';

/**
 * What LookupEvents delivers late and out of order is found all the same, once: two accounts, three regions, AWS's two
 * requests a second, requests that fail, and queries each minute meanwhile. Time runs fast, for both sides.
 */
const SPEED = 75;
const MINUTE = 60_000;
const SETTLE_MINUTES = 15;
const QUERYING_MINUTES = 25;
const OTHER_ACCOUNT = '444455556666';
const REGIONS = ['us-east-1', 'eu-central-1', 'ap-southeast-2'];

const FAULTS: EmulatorFaults = {
  latencyMs: [100, 1500],
  failEvery: 19,
  dropEvery: 23,
  emptyPageEvery: 11,
  refuseTokenEvery: 13,
};

const rule = (id: number, field: string, value: string) => `title: Rule ${id}
id: 00000000-0000-4000-8000-00000000000${id}
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        ${field}: ${value}
    condition: selection
level: low
`;
/** One that needs every event, one that a lookup by name can serve, one by source. */
const RULES = {
  'any.yml': rule(1, 'eventSource|endswith', '.amazonaws.com'),
  'name.yml': rule(2, 'eventName', 'CreateUser'),
  'source.yml': rule(3, 'eventSource', 'ec2.amazonaws.com'),
};
const [ANY, BY_NAME, BY_SOURCE] = [1, 2, 3].map((id) => `00000000-0000-4000-8000-00000000000${id}`);
const MATCHES: Record<string, (event: LateEvent) => boolean> = {
  [ANY]: () => true,
  [BY_NAME]: ({ eventName }) => eventName === 'CreateUser',
  [BY_SOURCE]: ({ eventSource }) => eventSource === 'ec2.amazonaws.com',
};

const numeric = (id: string) => ({ queryType: 'counts', format: 'numeric', rules: { ids: [id] } });
const detections = (id: string) => ({ queryType: 'detections', format: 'table', rules: { ids: [id] }, limit: 10_000 });
const EVENTS = { queryType: 'events', format: 'table', limit: 10_000 };

const idsOf = ({ frames }: DataResponse) => columnOf(frames[0], 'eventID').map(String);
const countOf = ({ frames }: DataResponse) => Number(columnOf(frames[0], 'count')[0]);

function start(): Promise<EmulatedBackend> {
  const assumeRoleArn = `arn:aws:iam::${OTHER_ACCOUNT}:role/${DEFAULT_ROLE}`;
  return EmulatedBackend.start({
    speed: SPEED,
    accounts: defaultAccounts([DEFAULT_ACCOUNT, OTHER_ACCOUNT]),
    rules: RULES,
    jsonData: {
      regions: REGIONS,
      accounts: [{ name: 'other', assumeRoleArn, externalId: DEFAULT_EXTERNAL_ID }],
      settleMinutes: SETTLE_MINUTES,
      // The machine's pauses are as many times as long as time is fast.
      lookupTimeoutSeconds: 600,
    },
  });
}

/** One place is busy enough that its edge cannot be looked at as a whole each time. */
function plant(backend: EmulatedBackend): LateEvent[] {
  const startMs = backend.clock.now();
  return addLateTraffic(backend.emulator, {
    seed: 'late',
    fromMs: startMs - 30 * MINUTE,
    toMs: startMs + QUERYING_MINUTES * MINUTE,
    maxDelayMs: SETTLE_MINUTES * MINUTE,
    rates: [DEFAULT_ACCOUNT, OTHER_ACCOUNT].flatMap((account) =>
      REGIONS.map((region) => ({
        account,
        region,
        perMinute: account === OTHER_ACCOUNT && region === REGIONS[1] ? 100 : 2,
      }))
    ),
  });
}

/**
 * What is evaluated each minute: alerts over five minutes, panels over an hour.
 *
 * @returns ids found by each rule over the hour
 */
async function round(backend: EmulatedBackend, planted: readonly LateEvent[], rules: readonly string[]) {
  const toMs = backend.clock.now();
  const [alerts, panels] = await Promise.all([
    backend.queries(rules.map(numeric), { fromMs: toMs - 5 * MINUTE, toMs, alert: true }),
    backend.queries(rules.map(detections), { fromMs: toMs - 60 * MINUTE, toMs }),
  ]);
  return rules.map((id, index): [string, Set<string>] => {
    const happened = planted.filter((event) => MATCHES[id](event) && event.timeMs <= toMs);
    const [alert, panel] = [alerts[index], panels[index]];
    expect([alert.error, panel.error]).toEqual([undefined, undefined]);
    // More than there are would be one counted twice.
    expect(countOf(alert)).toBeLessThanOrEqual(happened.filter(({ timeMs }) => timeMs >= toMs - 5 * MINUTE).length);
    const ids = idsOf(panel);
    const found = new Set(ids);
    expect(ids).toHaveLength(found.size);
    // An event that comes d late is found 1.5 d after it happened at the latest; an edge seen 55 s ago is fresh enough.
    const overdue = happened.filter(({ timeMs, delayMs }) => timeMs + 1.5 * delayMs + 60_000 < toMs);
    expect(overdue.filter((event) => !found.has(event.id))).toEqual([]);
    return [id, found];
  });
}

/** Queries each minute; no event that was found is gone in a later answer. */
async function queryEachMinute(
  backend: EmulatedBackend,
  planted: readonly LateEvent[],
  rules: readonly string[],
  endMs: number
) {
  const { clock } = backend;
  const before = new Map<string, Set<string>>();
  for (let nextMs = clock.now(); nextMs < endMs; nextMs = Math.max(nextMs + MINUTE, clock.now())) {
    await clock.sleep(Math.max(0, nextMs - clock.now()));
    for (const [id, found] of await round(backend, planted, rules)) {
      expect([...(before.get(id) ?? [])].filter((event) => !found.has(event))).toEqual([]);
      before.set(id, found);
    }
  }
}

/** Everything was found exactly once, and nothing is asked for again. */
async function expectAll(backend: EmulatedBackend, planted: readonly LateEvent[], endMs: number) {
  const rules = [ANY, BY_NAME, BY_SOURCE];
  const ask = () =>
    backend.queries([EVENTS, detections(ANY), ...rules.map(numeric)], {
      fromMs: planted[0].timeMs,
      toMs: endMs,
      alert: true,
    });
  const [listed, detected, ...counts] = await ask();
  for (const ids of [idsOf(listed), idsOf(detected)]) {
    expect(planted.filter(({ id }) => !ids.includes(id))).toEqual([]);
    expect(ids).toHaveLength(planted.length);
  }
  expect(counts.map(countOf)).toEqual(rules.map((id) => planted.filter(MATCHES[id]).length));
  const requests = backend.emulator.stats().byOperation.LookupEvents;
  await ask();
  expect(backend.emulator.stats().byOperation.LookupEvents).toBe(requests);
}

describe('events that CloudTrail delivers late and out of order', () => {
  // Side by side: most of the time is waiting.
  it.concurrent.each([
    ['all are', [ANY, BY_NAME, BY_SOURCE]],
    ['those of one name are', [BY_NAME]],
  ])(
    'are each found once, while %s asked for and in the end',
    async (_, rules) => {
      const backend = await start();
      try {
        const endMs = backend.clock.now() + QUERYING_MINUTES * MINUTE;
        const planted = plant(backend);
        backend.emulator.setFaults(FAULTS);
        await queryEachMinute(backend, planted, rules, endMs);
        await backend.clock.sleep(endMs + (SETTLE_MINUTES + 1) * MINUTE - backend.clock.now());
        await expectAll(backend, planted, endMs);
      } finally {
        await backend.close();
      }
    },
    120_000
  );
});
