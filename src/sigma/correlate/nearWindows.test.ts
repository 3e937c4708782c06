import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { correlator } from './correlator';
import { nearWindows } from './nearWindows';

const rule = (name: string) => `title: ${name}
name: ${name}
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: ${name}}, condition: selection}
`;

/** `[minute, eventName, user?, more?]` */
type Step = [number, string, string?, object?];

function near(correlation: string, steps: readonly Step[], limit = 10) {
  const text = ['a', 'b', 'c'].map(rule).join('---\n');
  const set = loadRuleSet([
    { file: 'r.yml', text },
    { file: 'c.yml', text: `title: C\nname: c1\ncorrelation: ${correlation}\n` },
  ]);
  expect(set.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const engine = compileEngine(set.rules);
  const windows = nearWindows('c1', limit);
  const feeder = correlator(set, { onWindow: windows.observe });
  for (const [minute, eventName, user = 'u', more = {}] of steps) {
    const event = { eventName, user, ...more };
    feeder.feed(event, minute * 60_000, engine.match(event));
  }
  return windows.list();
}

const COUNT = '{type: event_count, rules: [a], group-by: [user], timespan: 10m, condition: {gte: 3}}';

describe('windows that came near', () => {
  it('are each group’s nearest, the nearest group first, of equally near ones the latest', () => {
    const found = near(COUNT, [
      [0, 'a', 'x'],
      [1, 'a', 'y'],
      [5, 'a', 'x'],
      [30, 'a', 'x'],
      [31, 'a', 'z'],
    ]);
    expect(found.map(({ group, have, need, fromMs, toMs }) => [group.user, have, need, fromMs, toMs])).toEqual([
      ['x', 2, 3, 0, 300_000],
      ['z', 1, 3, 1_860_000, 1_860_000],
      ['y', 1, 3, 60_000, 60_000],
    ]);
    expect(found[0]?.events).toEqual([
      { eventName: 'a', user: 'x' },
      { eventName: 'a', user: 'x' },
    ]);
  });

  it('leave out groups that met the condition, before or later', () => {
    const steps: Step[] = [0, 1, 2, 40].map((minute) => [minute, 'a', 'x']);
    expect(near(COUNT, [...steps, [41, 'a', 'y']]).map(({ group }) => group.user)).toEqual(['y']);
  });

  it('are no more than asked for, and none of the nearest is lost on the way', () => {
    const many: Step[] = Array.from({ length: 50 }, (_, minute): Step => [minute, 'a', `u${minute}`]);
    const found = near(COUNT, [[0, 'a', 'first'], [0, 'a', 'first'], ...many, [60, 'a', 'u3'], [61, 'a', 'u3']], 2);
    expect(found.map(({ group, have }) => [group.user, have])).toEqual([
      ['u3', 2],
      ['first', 2],
    ]);
  });

  it.each([
    ['{type: event_count, rules: [a], timespan: 1h, condition: {gt: 2.5}}', { have: 2, need: 3, missing: [] }],
    ['{type: event_count, rules: [a], timespan: 1h, condition: {gte: 5, lte: 9}}', { have: 2, need: 5, missing: [] }],
    ['{type: event_count, rules: [a], timespan: 1h, condition: {eq: 4}}', { have: 2, need: 4, missing: [] }],
    [
      '{type: value_count, rules: [a], timespan: 1h, condition: {gte: 3, field: ip}}',
      { have: 2, need: 3, missing: [] },
    ],
    [
      '{type: value_sum, rules: [a], timespan: 1h, condition: {gt: 100, field: n}}',
      { have: 30, need: 100, missing: [] },
    ],
    [
      '{type: value_avg, rules: [a], timespan: 1h, condition: {gte: 50, field: n}}',
      { have: 15, need: 50, missing: [] },
    ],
    ['{type: temporal, rules: [a, b, c], timespan: 1h}', { have: 2, need: 3, missing: ['c'] }],
    ['{type: temporal, rules: [a, b, c], timespan: 1h, condition: {gte: 3}}', { have: 2, need: 3, missing: [] }],
    ['{type: temporal, rules: [a, b, c], timespan: 1h, condition: a and c}', { have: 2, need: 3, missing: ['c'] }],
    ['{type: temporal_ordered, rules: [b, a, c], timespan: 1h}', { have: 1, need: 3, missing: ['a', 'c'] }],
  ])('say how near they came: %s', (correlation, expected) => {
    const found = near(correlation, [
      [0, 'a', 'u', { ip: '1', n: 10 }],
      [1, 'a', 'u', { ip: '2', n: 20 }],
      [2, 'b', 'u', { ip: '3', n: 1000 }],
    ]);
    expect(found).toEqual([expect.objectContaining(expected)]);
  });

  it.each([
    ['fewer', '{type: event_count, rules: [a], timespan: 1h, condition: {lt: 1}}'],
    ['as many as there are not', '{type: event_count, rules: [a], timespan: 1h, condition: {eq: 1, gte: 5}}'],
    ['a rule not to match that did', '{type: temporal, rules: [a, b, c], timespan: 1h, condition: not a and c}'],
  ])('are none where the condition wants %s', (_, correlation) => {
    expect(
      near(correlation, [
        [0, 'a'],
        [1, 'a'],
      ]).filter(({ have, need }) => have >= need)
    ).toEqual([]);
  });
});
