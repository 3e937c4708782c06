import { bundledRules } from '../../../catalogue/bundled/fromFolder';
import { compileEngine, correlator, loadRuleSet, quietRules } from '../../../sigma';
import { PLAYS } from './attacks';
import { generateTraffic, liveTraffic, type GeneratedEvent } from '.';

const HOUR_MS = 3_600_000;
const toMs = Date.UTC(2026, 4, 13, 15, 20, 30);
const settings = {
  eventsPerHour: 400,
  accounts: [{ accountId: '111122223333' }, { accountId: '444455556666' }],
  regions: ['us-east-1', 'eu-central-1'],
};

const ruleSet = loadRuleSet(bundledRules);
const engine = compileEngine(ruleSet.rules);
const quiet = quietRules(ruleSet.correlations);
const rules = ruleSet.rules.filter(({ key }) => !quiet.has(key));
const correlations = ruleSet.correlations.filter(({ key }) => !quiet.has(key));
const matched = (record: object) =>
  engine.match(record).flatMap((at) => rules.filter((rule) => rule === ruleSet.rules[at]));
/** Attacks that only several events together show: one alone may well be what another rule looks for. */
const chains = new Set(
  PLAYS.filter(({ ruleId }) => correlations.some(({ id }) => id === ruleId)).map(({ attack }) => attack)
);
const alone = ({ planted }: GeneratedEvent) => !chains.has(planted?.attack ?? '');

/** The correlations that the events complete, each with the event that does. */
function completed(events: readonly GeneratedEvent[]): string[] {
  const stream = correlator(ruleSet);
  return events.flatMap(({ record }) =>
    stream
      .feed(record, Date.parse(record.eventTime), engine.match(record))
      .flatMap(({ correlation }) => correlations.filter(({ key }) => key === correlation))
      .map(({ id }) => `${id} ${record.eventID}`)
  );
}
/** The same as it is planted. */
const toComplete = (events: readonly GeneratedEvent[]) =>
  events
    .filter((event) => !alone(event) && event.planted?.ruleId !== undefined && event.planted.nearMiss === undefined)
    .map(({ record, planted }) => `${planted?.ruleId} ${record.eventID}`);
const day = (seed: string) => [...generateTraffic({ ...settings, seed, fromMs: toMs - 24 * HOUR_MS, toMs })];
const eachDay = ['a', 'b', 'c', 'd', 'e'].map(day);
const days = eachDay.flat();

it('has an attack and a near miss for every bundled rule', () => {
  expect(PLAYS.map(({ ruleId }) => ruleId).sort()).toEqual([...rules, ...correlations].map(({ id }) => id).sort());
  expect(PLAYS.filter(({ nearMisses }) => nearMisses.length === 0)).toEqual([]);
});

it('plants attacks that match exactly the rule they are for, and steps that match none', () => {
  const wrong = days
    .filter((event) => alone(event) && event.planted && event.planted.nearMiss === undefined)
    .map(({ record, planted }) => ({ planted, record, found: matched(record).map(({ id }) => id) }))
    .filter(({ planted, found }) => JSON.stringify(found) !== JSON.stringify(planted?.ruleId ? [planted.ruleId] : []));
  expect(wrong).toEqual([]);
});

it('plants near misses that match no rule', () => {
  const nearMisses = days.filter((event) => alone(event) && event.planted?.nearMiss !== undefined);
  expect(nearMisses.length).toBeGreaterThan(0);
  expect(nearMisses.filter(({ record }) => matched(record).length > 0)).toEqual([]);
});

it('completes each correlation where that is planted, and nowhere else', () => {
  for (const events of eachDay) {
    expect(new Set(toComplete(events).map((mark) => mark.split(' ')[0])).size).toBe(correlations.length);
    expect(completed(events).sort()).toEqual(toComplete(events).sort());
  }
});

it.each([
  ["eventSource: 'ssm.amazonaws.com'", 'The instance talks to Systems Manager, which its identity is for.'],
  ["eventName: 'RegisterManagedInstance'", 'The instance registers itself as a managed one.'],
  ["sourceIPAddress: 'AWS Internal'", 'AWS itself calls for the instance, from inside.'],
])('has a near miss that only the exclusion by %s keeps quiet', (exclusion, why) => {
  const imds = bundledRules.find(({ file }) => file.endsWith('imds_malicious_usage.yml'));
  const text = imds?.text.replace(`        - ${exclusion}\n`, '') ?? '';
  expect(text).not.toBe(imds?.text);
  const without = compileEngine(loadRuleSet([{ file: 'without.yml', text }]).rules);
  const quiet = days.filter(({ planted, record }) => planted?.nearMiss && without.match(record).length > 0);
  expect([...new Set(quiet.map(({ planted }) => planted?.nearMiss))]).toEqual([why]);
});

it('keeps the background free of what rules of level high and critical look for, not of all', () => {
  const levels = days
    .filter(({ planted }) => !planted)
    .flatMap(({ record }) => matched(record).map(({ level }) => level ?? 'informational'));
  expect([...new Set(levels)]).toEqual(['low']);
  expect(levels.length).toBeLessThan(days.length / 500);
});

it.each([
  ['the last hour', toMs - HOUR_MS, toMs],
  ['the rest of the last day', toMs - 24 * HOUR_MS, toMs - HOUR_MS],
])('plants each attack and each near miss in %s', (_, from, to) => {
  const events = [...generateTraffic({ ...settings, seed: 7, fromMs: toMs - 30 * HOUR_MS, toMs })];
  const marks = events
    .filter(({ record }) => Date.parse(record.eventTime) >= from && Date.parse(record.eventTime) < to)
    .flatMap(({ planted }) => (planted?.ruleId === undefined ? [] : [`${planted.ruleId} ${planted.nearMiss ?? ''}`]));
  const all = PLAYS.flatMap(({ ruleId, nearMisses }) => [
    `${ruleId} `,
    ...nearMisses.map(({ why }) => `${ruleId} ${why}`),
  ]);
  expect([...new Set(marks)].sort()).toEqual(all.sort());
});

it.each([1000, 10_000, 600_000])('plants each attack whole even in %d ms', (span) => {
  const events = [...generateTraffic({ ...settings, seed: 1, fromMs: toMs - span, toMs })];
  const attacks = events.filter(({ planted }) => planted?.ruleId !== undefined && planted.nearMiss === undefined);
  expect(new Set(attacks.map(({ planted }) => planted?.ruleId)).size).toBe(PLAYS.length);
});

it('goes on with an attack every five to ten minutes, each matching its rule', () => {
  const next = liveTraffic({ ...settings, seed: 3, nowMs: toMs });
  // Ten minutes apart at the most: each has its turn once.
  const events = next(toMs + (PLAYS.length + 1) * (HOUR_MS / 6));
  const attacks = events.filter(({ planted }) => planted?.ruleId && planted.nearMiss === undefined);
  const byPlay = new Set(attacks.map(({ planted }) => planted?.attack));
  expect(byPlay.size).toBe(PLAYS.length);
  for (const { record, planted } of attacks.filter(alone)) {
    expect(matched(record).map(({ id }) => id)).toEqual([planted?.ruleId]);
  }
  expect(completed(events).sort()).toEqual(toComplete(events).sort());
});
