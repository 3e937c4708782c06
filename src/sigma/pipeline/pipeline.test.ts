import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { brief, places, ruleText } from '../testing/rules';
import { loadPipelines } from './loadPipelines';

const ID = 'id: 352a918a-34d8-4882-8470-44830c507aa3\nlevel: high\ntags: [attack.t1078]\n';
const RULE = ruleText(
  '    selection:\n        eventName|contains: Create\n        userName: [alice, bob]\n    filter:\n        errorCode: null\n    condition: selection and not filter\n',
  ID
);
const load = (steps: string, rule = RULE, head = '') => {
  const { pipelines, problems } = loadPipelines([
    { file: 'p.yml', text: `name: P\npriority: 10\n${head}transformations:\n${steps}` },
  ]);
  expect(problems.map(({ message }) => message)).toEqual([]);
  return loadRuleSet([{ file: 'rule.yml', text: rule }], { pipelines });
};
/** The rule's expression after the steps, in short form. */
const after = (steps: string, rule = RULE, head = ''): string => {
  const set = load(steps, rule, head);
  expect(set.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return set.rules[0] ? brief(set.rules[0].expression) : 'no rule';
};
const one = (body: string): string => ruleText(`    selection:\n        ${body}\n    condition: selection\n`, ID);
const NAMES = '(userName eq "alice" or userName eq "bob")';
const FILTER = 'not filter:errorCode is_null';

it.each([
  [
    'field_name_mapping, mapping: {eventName: event.name}',
    `(selection:(event.name contains "Create" and ${NAMES}) and ${FILTER})`,
  ],
  [
    'field_name_mapping, mapping: {eventName: [a, b]}',
    `(selection:((a contains "Create" or b contains "Create") and ${NAMES}) and ${FILTER})`,
  ],
  [
    'field_name_prefix_mapping, mapping: {user: actor., error: e}',
    `(selection:(eventName contains "Create" and (actor.Name eq "alice" or actor.Name eq "bob")) and not filter:eCode is_null)`,
  ],
  [
    'field_name_prefix, prefix: x., field_name_conditions: [{type: include_fields, fields: [eventName]}]',
    `(selection:(x.eventName contains "Create" and ${NAMES}) and ${FILTER})`,
  ],
  [
    'field_name_suffix, suffix: .y, field_name_conditions: [{type: exclude_fields, mode: re, fields: [user.*, error]}]',
    `(selection:(eventName.y contains "Create" and ${NAMES}) and ${FILTER})`,
  ],
  [
    'drop_detection_item, field_name_conditions: [{type: include_fields, fields: [userName]}]',
    `(selection:eventName contains "Create" and ${FILTER})`,
  ],
  [
    'drop_detection_item, detection_item_conditions: [{type: match_value, value: bob}]',
    `(selection:eventName contains "Create" and ${FILTER})`,
  ],
  [
    'add_condition, conditions: {awsRegion: [a, b*], readOnly: false}',
    `((selection:(eventName contains "Create" and ${NAMES}) and ${FILTER}) and _added:((awsRegion eq "a" or awsRegion startswith "b") and readOnly eq false))`,
  ],
  [
    'add_condition, name: n, negated: true, template: true, conditions: {source: "$product-${service}"}',
    `((selection:(eventName contains "Create" and ${NAMES}) and ${FILTER}) and n:not source eq "aws-cloudtrail")`,
  ],
  [
    'replace_string, regex: "^\\\\*(C.*)e\\\\*$", replacement: \'\\1\'',
    `(selection:(eventName eq "Creat" and ${NAMES}) and ${FILTER})`,
  ],
  [
    'replace_string, regex: "[aC]", replacement: $1*, skip_special: true',
    `(selection:(eventName contains "$1*re$1*te" and (userName eq "$1*lice" or userName eq "bob")) and ${FILTER})`,
  ],
  [
    'replace_string, regex: "(?P<first>[ab])(?P<rest>.*)", replacement: "\\\\g<rest>\\\\1"',
    `(selection:(eventName like ["*",{"text":"Crete"},"*",{"text":"a"}] and (userName eq "licea" or userName eq "obb")) and ${FILTER})`,
  ],
  [
    'map_string, mapping: {alice: [a, b], "*Create*": Make}',
    `(selection:(eventName eq "Make" and ((userName eq "a" or userName eq "b") or userName eq "bob")) and ${FILTER})`,
  ],
  [
    'case, method: upper, detection_item_conditions: [{type: contains_wildcard}]',
    `(selection:(eventName contains "CREATE" and ${NAMES}) and ${FILTER})`,
  ],
  [
    'set_value, value: 5, force_type: str, detection_item_conditions: [{type: is_null, cond: all}]',
    `(selection:(eventName contains "Create" and ${NAMES}) and not filter:errorCode eq "5")`,
  ],
])('%s', (step, expected) => {
  expect(after(`    - {type: ${step}}\n`)).toBe(expected);
});

it('names referenced fields anew too, and each of several names must hold in a negation', () => {
  const mapping = '    - {type: field_name_mapping, mapping: {a: [x, y], b: z}}\n';
  expect(after(mapping, one('a|fieldref: b'))).toBe('selection:(x field_eq "z" equals or y field_eq "z" equals)');
  expect(after(mapping, one('a|neq: 1'))).toBe('selection:(not x eq 1 and not y eq 1)');
});

it('fills placeholders with variables, and refuses the rule that has others', () => {
  const vars = 'vars: {admins: [alice, "svc_*", 5], other: x}\n';
  const rule = one("a|expand: '%admins%'");
  const step = '    - {type: value_placeholders}\n';
  expect(after(step, rule, vars)).toBe('selection:(a eq "alice" or a startswith "svc_" or a eq "5")');
  expect(after('    - {type: wildcard_placeholders, exclude: [other]}\n', rule)).toBe('selection:a like ["*"]');
  expect(places(load('    - {type: value_placeholders, include: [other]}\n', rule, vars).problems)).toEqual([
    'unresolved-placeholder 10:19',
  ]);
});

const set = (value: string, condition: string): string =>
  `    - {type: set_state, key: k, val: yes}\n    - {id: i, type: field_name_mapping, mapping: {b: c}}\n    - type: set_value\n      value: ${value}\n      ${condition}\n`;

it.each([
  ['rule_conditions: [{type: logsource, product: aws}]', true],
  ['rule_conditions: [{type: logsource, product: windows}]', false],
  ['rule_conditions: [{type: logsource, product: windows}]\n      rule_cond_not: true', true],
  ['rule_conditions: [{type: contains_field, field: a}]', true],
  ['rule_conditions: [{type: contains_detection_item, field: a, value: x*}]', true],
  ['rule_conditions: [{type: contains_detection_item, field: a, value: x}]', false],
  ['rule_conditions: [{type: processing_state, key: k, val: true}]', true],
  ['rule_conditions: [{type: processing_item_applied, processing_item_id: i}]', true],
  ['rule_conditions: [{type: is_sigma_rule}, {type: tag, tag: attack.t1078}]', true],
  ['rule_conditions: [{type: tag, tag: attack.t1}, {type: is_sigma_rule}]', false],
  ['rule_conditions: [{type: tag, tag: attack.t1}, {type: is_sigma_rule}]\n      rule_cond_op: or', true],
  ['rule_conditions: [{type: rule_attribute, attribute: level, value: medium, op: gte}]', true],
  ['rule_conditions: [{type: rule_attribute, attribute: level, value: critical, op: gte}]', false],
  ['rule_conditions: [{type: rule_attribute, attribute: tags, value: attack.t1078, op: in}]', true],
  [
    'rule_conditions: {x: {type: is_sigma_rule}, y: {type: tag, tag: t}}\n      rule_cond_expr: x and not (y or not x)',
    true,
  ],
  ['detection_item_conditions: [{type: match_string, pattern: "^x"}]', true],
  ['detection_item_conditions: [{type: match_string, pattern: "^x", negate: true}]', false],
  ['detection_item_conditions: [{type: processing_item_applied, processing_item_id: i}]', false],
  ['field_name_conditions: [{type: processing_state, key: k, val: false}]', false],
])('applies where %s holds: %s', (condition, applies) => {
  expect(after(set('y', condition), one('a: x*')) === 'selection:a eq "y"').toBe(applies);
});

it('refuses rules by name and place, and leaves others', () => {
  const failing =
    '    - {type: rule_failure, message: Not for us., rule_conditions: [{type: contains_field, field: a}]}\n';
  expect(places(load(failing, one('a: 1')).problems)).toEqual(['pipeline-failure 1:1']);
  expect(load(failing, one('b: 1')).rules).toHaveLength(1);
  const item =
    '    - {type: detection_item_failure, message: No., field_name_conditions: [{type: include_fields, fields: [a]}]}\n';
  const { problems } = load(item, one('b: 1\n        a: 1'));
  expect(places(problems)).toEqual(['pipeline-failure 11:12']);
  expect(problems[0]?.message).toBe('A processing pipeline refuses the rule: No.');
});

it('does not let a detection vanish, since its condition would have another meaning', () => {
  const drop =
    '    - {type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [errorCode]}]}\n';
  expect(load(drop).problems.map(({ code }) => code)).toEqual(['pipeline-failure']);
});

it('bounds what mappings multiply', () => {
  const names = Array.from({ length: 100 }, (_, index) => `f${index}`);
  const mapping = `{${['a', ...names].map((name) => `${name}: [${names.join()}]`).join()}}`;
  const steps = `    - {type: field_name_mapping, mapping: ${mapping}}\n`.repeat(4);
  expect(load(steps, one('a: 1')).problems.map(({ code }) => code)).toEqual(['pipeline-failure']);
});

it('changes the log source, and filters still find the rule by its own', () => {
  const filter =
    '---\ntitle: F\nlogsource: {product: aws}\nfilter: {rules: any, s: {eventName: x}, condition: not s}\n';
  const { rules, problems } = load(
    '    - {type: change_logsource, product: p, category: c}\n    - {type: field_name_prefix, prefix: e.}\n',
    one('a: 1') + filter
  );
  expect(problems).toEqual([]);
  expect(rules[0]?.logsource).toEqual({ product: 'p', category: 'c' });
  expect(rules[0] && brief(rules[0].expression)).toBe('(selection:e.a eq 1 and not s:e.eventName eq "x")');
});

const CORRELATIONS =
  '---\ntitle: C\nname: c\ncorrelation: {type: value_count, rules: [352a918a-34d8-4882-8470-44830c507aa3], group-by: [a, who], aliases: {who: {352a918a-34d8-4882-8470-44830c507aa3: b}}, timespan: 5m, condition: {field: b, gte: 2}}\n' +
  '---\ntitle: D\ncorrelation: {type: event_count, rules: [c], group-by: [who], timespan: 5m, condition: {gte: 2}}\n';

it('names the fields of correlations as in their rules', () => {
  const steps =
    '    - {type: field_name_mapping, mapping: {a: x, b: y}, rule_conditions: [{type: logsource, product: aws}]}\n';
  const { correlations } = load(steps, one('a: 1') + CORRELATIONS);
  expect(correlations[0]).toMatchObject({
    groupBy: ['x', 'who'],
    fields: ['y'],
    aliases: { who: { '352a918a-34d8-4882-8470-44830c507aa3': 'y' } },
  });
  expect(correlations[1]).toMatchObject({ groupBy: ['who'] });
});

it('refuses a correlation whose field gets several names, and what builds on it', () => {
  const steps = '    - {type: field_name_mapping, mapping: {a: [x, y]}}\n';
  const { rules, correlations, problems } = load(steps, one('a: 1') + CORRELATIONS);
  expect(rules).toHaveLength(1);
  expect(correlations).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(['pipeline-failure', 'unknown-rule-reference']);
});

it('applies pipelines by priority', () => {
  const text =
    'priority: 20\ntransformations: [{type: field_name_suffix, suffix: _2}]\n---\npriority: 10\ntransformations: [{type: field_name_suffix, suffix: _1}]\n';
  const { pipelines } = loadPipelines([{ file: 'p.yml', text }]);
  const { rules } = loadRuleSet([{ file: 'r.yml', text: one('a: 1') }], { pipelines });
  expect(rules[0] && brief(rules[0].expression)).toBe('selection:a_1_2 eq 1');
});

it('matches events of another schema', () => {
  const { rules } = load(
    '    - {type: field_name_mapping, mapping: {eventName: api.operation, userName: actor.user.name}}\n'
  );
  const engine = compileEngine(rules);
  const event = { api: { operation: 'CreateUser' }, actor: { user: { name: 'Bob' } }, errorCode: 'x' };
  expect(engine.match(event)).toEqual([0]);
  expect(engine.match({ eventName: 'CreateUser', userName: 'bob', errorCode: 'x' })).toEqual([]);
});

it.each([
  ['transformations: [{type: nonsense}]', 1, 26, 'no transformation "nonsense"'],
  ['transformations: [{type: query_expression_placeholders}]', 1, 26, 'not supported. It writes a part of a query'],
  ['transformations: [{type: field_name_prefix}]', 1, 19, 'needs "prefix"'],
  ['transformations:\n    - {type: set_state, key: a, val: 1, other: 2}', 2, 41, 'has no "other"'],
  ['transformations: [{type: replace_string, regex: "(?=a)", replacement: b}]', 1, 49, '"regex"'],
  ["transformations: [{type: replace_string, regex: a, replacement: '\\1'}]", 1, 65, 'no group "1"'],
  ['postprocessing: [{type: embed}]', 1, 17, 'text of queries'],
  ['priority: high', 1, 11, 'takes a number'],
  ['- a', 1, 1, 'must be a map'],
  ['transformations: [{type: case, method: snake_case}]', 1, 40, 'one of: lower, upper'],
  ['transformations: [{type: drop_detection_item, rule_conditions: [{type: x}]}]', 1, 72, 'no condition "x"'],
  [
    'transformations: [{type: drop_detection_item, rule_conditions: {x: {type: is_sigma_rule}}}]',
    1,
    64,
    'rule_cond_expr',
  ],
  [
    'transformations: [{type: drop_detection_item, rule_conditions: {x: {type: is_sigma_rule}}, rule_cond_expr: y}]',
    1,
    108,
    'names "y"',
  ],
])('refuses %j at %d:%d', (text, line, column, message) => {
  const { pipelines, problems } = loadPipelines([{ file: 'p.yml', text }]);
  expect(pipelines).toEqual([]);
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'invalid-pipeline',
      file: 'p.yml',
      line,
      column,
      message: expect.stringContaining(message),
    }),
  ]);
});
