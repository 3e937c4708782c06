import { NOW_S, TestBackend } from './testing/backend';
import type { Frame } from './frames/frame';

/** Correlations by way of queries: what a window and a group make of events that the store returns newest first. */
const RULES = `title: Failed sign-in
name: failed_sign_in
id: 11111111-1111-4111-8111-111111111111
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: ConsoleLogin, errorMessage: Failed authentication }
  condition: selection
level: low
---
title: Sign-in
name: sign_in
id: 22222222-2222-4222-8222-222222222222
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: ConsoleLogin, responseElements.ConsoleLogin: Success }
  condition: selection
level: informational
---
title: Many failed sign-ins
name: many
id: 33333333-3333-4333-8333-333333333333
correlation:
  type: event_count
  rules: [failed_sign_in]
  group-by: [userIdentity.userName]
  timespan: 5m
  condition: { gte: 3 }
level: high
---
title: Failed sign-ins, then one that succeeds
id: 44444444-4444-4444-8444-444444444444
correlation:
  type: temporal_ordered
  rules: [many, sign_in]
  group-by: [userIdentity.userName]
  timespan: 10m
  generate: true
level: critical
`;

function signIn(id: string, minutesAgo: number, userName: string, good = false) {
  return {
    id,
    atS: NOW_S - minutesAgo * 60,
    eventName: 'ConsoleLogin',
    eventSource: 'signin.amazonaws.com',
    record: good
      ? { userIdentity: { userName }, responseElements: { ConsoleLogin: 'Success' } }
      : { userIdentity: { userName }, errorMessage: 'Failed authentication' },
  };
}

const EVENTS = [
  // Alice: three within two minutes, then in.
  signIn('a1', 30, 'alice'),
  signIn('a2', 29, 'alice'),
  signIn('a3', 28, 'alice'),
  signIn('a4', 27, 'alice', true),
  // Bob: three, too far apart; and in.
  signIn('b1', 50, 'bob'),
  signIn('b2', 44, 'bob'),
  signIn('b3', 38, 'bob'),
  signIn('b4', 37, 'bob', true),
  // Carol, Dave, Erin: three within a minute, but each one of their own.
  signIn('c1', 20, 'carol'),
  signIn('d1', 20, 'dave'),
  signIn('e1', 19, 'erin'),
];

function rows(frame: Frame, ...names: string[]): unknown[][] {
  const columns = names.map((name) => frame.fields.find((field) => field.name === name)?.values ?? []);
  return Array.from({ length: columns[0].length }, (_, row) => columns.map((values) => values[row]));
}

describe('correlations in queries', () => {
  const backend = (): TestBackend => new TestBackend({ events: { 'us-east-1': EVENTS } });

  it('fire once for each completed window and group, and a chain of them fires on its last event', async () => {
    const { frames } = await backend().query({ queryType: 'detections', format: 'table', rule: RULES });
    // `generate` lets what the chain refers to fire as well; what "many" refers to stays quiet.
    expect(rows(frames[0], 'rule', 'eventID')).toEqual([
      ['Sign-in', 'a4'],
      ['Failed sign-ins, then one that succeeds', 'a4'],
      ['Many failed sign-ins', 'a3'],
      ['Sign-in', 'b4'],
    ]);
  });

  it('are counted as they are shown, by the values of their group', async () => {
    const { frames } = await backend().query({
      queryType: 'counts',
      format: 'numeric',
      fill: 'none',
      rule: RULES,
      groupBy: ['userIdentity.userName'],
    });
    const counts = rows(frames[0], 'severity', 'userIdentity_userName', 'count');
    expect(counts).toEqual(
      expect.arrayContaining([
        ['critical', 'alice', 1],
        ['high', 'alice', 1],
      ])
    );
    expect(counts.filter(([severity]) => severity === 'critical' || severity === 'high')).toHaveLength(2);
  });

  it('see events before the range as far as their window reaches', async () => {
    // The range begins between Alice's second and third attempt.
    const test = backend();
    const fromMs = test.clock.now() - 28.5 * 60_000;
    const { frames } = await test.query(
      { queryType: 'counts', format: 'numeric', fill: 'none', rule: RULES },
      { fromMs }
    );
    expect(rows(frames[0], 'rule', 'count')).toEqual(
      expect.arrayContaining([
        ['Many failed sign-ins', 1],
        ['Failed sign-ins, then one that succeeds', 1],
      ])
    );
  });
});

describe('what a correlation nearly reported', () => {
  const test = new TestBackend({
    events: {
      'us-east-1': [
        ...EVENTS,
        ...[12, 9, 1].map((minute, index) => signIn(`f${index + 1}`, minute, 'frank')),
        ...[58, 57, 56].map((minute, index) => signIn(`g${index + 1}`, minute, 'gina')),
      ],
    },
  });
  const near = async (part: Record<string, unknown> = {}) => {
    const now = test.clock.now();
    return test.resource('POST', 'near-windows', { yaml: RULES, from: now - 3_600_000, to: now, ...part });
  };
  const chain = RULES.split('---\n');
  /** The chain first, so that the text is about it. */
  const ABOUT_CHAIN = [chain[3], chain[2], chain[0], chain[1]].join('---\n');

  it('is told by group, the nearest first, without those that were reported', async () => {
    const { status, json } = await near();
    expect([status, json]).toEqual([
      200,
      {
        counted: 'events',
        windows: [
          expect.objectContaining({
            group: { 'userIdentity.userName': 'frank' },
            have: 2,
            need: 3,
            eventIds: ['f1', 'f2'],
            to: (NOW_S - 9 * 60) * 1000,
          }),
          ...['erin', 'carol', 'dave', 'bob'].map(() => expect.objectContaining({ have: 1, need: 3 })),
        ],
        notices: [],
      },
    ]);
  });

  it('names the rules that are still to match', async () => {
    const { json } = await near({ yaml: ABOUT_CHAIN });
    // Gina failed often, and did not get in. Bob did, without failing often before: nothing of the order is there.
    expect(json).toMatchObject({
      counted: 'rules in order',
      windows: [{ group: { 'userIdentity.userName': 'gina' }, have: 1, need: 2, missing: ['Sign-in'] }],
    });
    expect(json.windows).toHaveLength(1);
  });

  it('leaves out what ended before the range', async () => {
    const { json } = await near({ from: test.clock.now() - 15 * 60_000 });
    expect(json).toMatchObject({ windows: [{ group: { 'userIdentity.userName': 'frank' } }] });
  });

  it('is not known of a rule, of what is not loaded, and without a range', async () => {
    const [rule] = RULES.split('---\n');
    expect(await near({ yaml: rule })).toMatchObject({
      status: 400,
      json: { error: { code: 'not-a-correlation', message: expect.stringContaining('"explain"') } },
    });
    expect(await near({ yaml: undefined, id: 'nobody' })).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('No rule with the id nobody is loaded.') } },
    });
    expect(await near({ from: 'yesterday' })).toMatchObject({ status: 400, json: { error: { code: 'bad-range' } } });
  });
});

it('explains which events a correlation counts', async () => {
  const test = new TestBackend();
  const explain = (event: object) => test.resource('POST', 'explain', { yaml: RULES, event });
  const { record } = signIn('x', 1, 'ana');
  expect(await explain({ eventName: 'ConsoleLogin', ...record })).toMatchObject({
    status: 200,
    json: { matched: true, summary: expect.stringContaining('for userIdentity.userName ana') },
  });
  expect(await explain({ eventName: 'CreateUser' })).toMatchObject({ json: { matched: false } });
});
