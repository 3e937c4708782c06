import { checkRuleSet } from '../check/checkRuleSet';
import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine, EventParseError } from '../compile/engine';
import { parseCondition } from '../condition/parseCondition';
import { correlator } from '../correlate/correlator';
import { explainRule } from '../explain/explainRule';
import { DEFAULT_LIMITS } from '../limits';
import { loadPipelines } from '../pipeline/loadPipelines';
import { printRule } from '../print/printRule';
import { mutate } from './mutate';
import { createRandom, type Random } from './random';
import { randomEvent } from './randomEvent';
import { randomCondition, randomRuleText } from './randomRule';

const CORRELATION =
  'title: C\nname: c\ncorrelation:\n    type: event_count\n    rules: [00000000-0000-4000-8000-000000000001]\n    group-by: [eventName, a.b]\n    aliases: {who: {c: userIdentity.arn}}\n    timespan: 5m\n    condition: {gte: 2, lt: 100}\n';
const TEMPORAL =
  'title: D\ncorrelation:\n    type: temporal\n    timespan: 1h\n    condition: (c or not c) and c\n    generate: true\n';
const FILTER =
  'title: F\nlogsource: {product: aws}\nfilter:\n    rules: any\n    s: &a {eventName|contains: user}\n    condition: not s\n';

const PIPELINE_HEAD = 'name: P\npriority: 1\nvars: {x: [a, "b*"]}\ntransformations:\n';
const STEPS = [
  '{id: m, type: field_name_mapping, mapping: {eventName: [n, a.b], eventSource: s}}',
  '{type: field_name_mapping, mapping: {eventName: errorCode, a.b: eventName}}',
  '{type: field_name_suffix, suffix: .type, field_name_conditions: [{type: include_fields, fields: [userIdentity]}]}',
  '{type: replace_string, regex: "(a)(.*)", replacement: "\\2\\g<1>"}',
  '{type: replace_string, regex: "[aeiou*]", replacement: "?", skip_special: true}',
  '{type: add_condition, conditions: {a: [1, x*]}, negated: true, rule_conditions: [{type: logsource, product: aws}]}',
  '{type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [err.*], mode: re}]}',
  '{type: value_placeholders}',
  '{type: case, method: upper, detection_item_conditions: [{type: match_string, pattern: "C", negate: true}]}',
  '{type: map_string, mapping: {CreateUser: [DeleteTrail, "*"]}}',
  '{type: set_value, value: 5, rule_conditions: {p: {type: tag, tag: t}}, rule_cond_expr: not p and p}',
  '{type: change_logsource, product: x}',
];

/**
 * Reads mutated rules and does with what is left everything that is done with rules, on events that are mutated too: nothing may
 * throw, and each problem must lie in its text.
 *
 * @throws Error that names the seed
 */
export function useDamaged(seed: number): void {
  const random = createRandom(seed);
  try {
    useTexts(random);
    damageCondition(random);
    damagePipeline(random);
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, {
      cause: error,
    });
  }
}

function useTexts(random: Random): void {
  const parts = random.list(1, 4, () =>
    random.pick([() => randomRuleText(random, 1 + random.below(3)), () => CORRELATION, () => TEMPORAL, () => FILTER])()
  );
  const whole = parts.join('---\n');
  const text = mutate(random, whole, randomRuleText(random, 9));
  const set = loadRuleSet([{ file: 'damaged.yml', text }], { placeholders: { x: ['a*', 5] } });
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const problem of [...set.problems, ...checkRuleSet(set)]) {
    const placed = problem.line >= 1 && problem.line <= lines && problem.column >= 1;
    if (!placed || problem.message === '') {
      throw new Error(`a problem without a place: ${JSON.stringify(problem)} in\n${text}`);
    }
  }
  const fast = compileEngine(set.rules);
  const naive = compileEngine(set.rules, { naive: true });
  const stream = correlator(set);
  set.rules.forEach((rule) => printRule(rule));
  for (let time = 0; time < 3; time++) {
    const json = JSON.stringify(randomEvent(random));
    const given = random.chance(0.5) ? json : mutate(random, json, json);
    const matches = matchOrRefuse(() => fast.matchText(given));
    const expected = matchOrRefuse(() => naive.matchText(given));
    if (matches?.matches.join() !== expected?.matches.join()) {
      throw new Error(`engines differ on ${given} with\n${text}`);
    }
    if (matches) {
      set.rules.forEach((rule) => explainRule(rule, matches.event));
      stream.feed(matches.event as Record<string, unknown>, time * 1000, matches.matches);
    }
  }
}

function matchOrRefuse<T>(match: () => T): T | undefined {
  try {
    return match();
  } catch (error) {
    if (error instanceof EventParseError) {
      return undefined;
    }
    throw error;
  }
}

function damageCondition(random: Random): void {
  const condition = randomCondition(random, ['selection', 'filter_main', '_x'], 5);
  const text = mutate(random, condition, 'not 1 of filter_* or (all of them and any of sel*)');
  const { fault } = parseCondition(text, DEFAULT_LIMITS);
  if (fault && !(fault.from >= 0 && fault.from <= fault.to && fault.to <= text.length)) {
    throw new Error(`a fault without a place: ${JSON.stringify(fault)} in ${JSON.stringify(text)}`);
  }
}

/** Some steps on good rules; half of the time one of the steps is mutated. */
function damagePipeline(random: Random): void {
  const steps = random.list(1, 5, () => random.pick(STEPS));
  if (random.chance(0.5)) {
    steps[0] = mutate(random, steps[0] ?? '', random.pick(STEPS));
  }
  const text = PIPELINE_HEAD + steps.map((step) => `    - ${step}\n`).join('');
  const { pipelines } = loadPipelines([{ file: 'pipeline.yml', text }]);
  const rules = random.list(1, 3, () => randomRuleText(random, 1 + random.below(3))).join('---\n');
  const set = loadRuleSet([{ file: 'rules.yml', text: `${rules}---\n${CORRELATION}---\n${FILTER}` }], { pipelines });
  const event = randomEvent(random);
  const [fast, naive] = [compileEngine(set.rules), compileEngine(set.rules, { naive: true })];
  if (fast.match(event).join() !== naive.match(event).join()) {
    throw new Error(`engines differ on ${JSON.stringify(event)} with\n${rules}--- and the pipeline\n${text}`);
  }
}
