import { compileEngine, loadRuleSet } from '../../../sigma';
import { createRandom } from '../../../sigma/fuzz/random';
import { awsTable } from '../testing/awsTable';
import { trailEvent, trailRule } from '../testing/randomTrail';
import { condition } from './condition';
import { ruleTerm } from './ruleTerm';
import { covers, simplify } from './simplify';
import { printTerm, termSize, type Term } from './term';
import { manyRules, rulesOf, sel } from './testing/ruleSets';
import { evaluateTerm, likePattern } from './testing/evaluateTerm';
import { tableRow } from './testing/tableRow';
import { fitted } from './weaken';

const table = awsTable();

it.each<[string, string[], string]>([
  [
    'values of one field become one list',
    [sel('{ eventName: A }'), sel('{ eventName: [b, a] }')],
    `lower("eventname") IN ('a', 'b')`,
  ],
  [
    'what alternatives share stands once',
    [sel('{ eventSource: s3, eventName: A }'), sel('{ eventSource: S3, eventName: B }')],
    `lower("eventsource") = 's3' AND lower("eventname") IN ('a', 'b')`,
  ],
  [
    'an alternative that another one covers is gone',
    [sel('{ eventName: A, errorCode: x }'), sel('{ eventName: [A, B] }')],
    `lower("eventname") IN ('a', 'b')`,
  ],
  [
    'a value that a pattern covers is gone',
    [sel('{ eventName: CreateUser }'), sel("{ eventName: 'Create*' }")],
    `(lower("eventname") LIKE 'create%')`,
  ],
  [
    'two lists are what they share',
    [`s: { eventName: [A, B] }\n  t: { eventName: [B, C] }\n  condition: s and t`],
    `lower("eventname") = 'b'`,
  ],
  ['nothing can be in both', [`s: { eventName: A }\n  t: { eventName: B }\n  condition: s and t`], 'FALSE'],
  [
    'an exclusion narrows where it is sure',
    [`s: { eventName: A }\n  f: { userAgent|startswith: Boto }\n  condition: s and not f`],
    `lower("eventname") = 'a' AND NOT coalesce(lower("useragent") LIKE 'boto%', FALSE)`,
  ],
  [
    'the dotted I is not taken for an i by an exclusion',
    [`s: { eventName: A }\n  f: { userAgent: i }\n  condition: s and not f`],
    `lower("eventname") = 'a' AND NOT coalesce(lower(replace("useragent", U&'\\0130', U&'\\0131')) = 'i', FALSE)`,
  ],
  [
    'an exclusion in JSON is left to the engine',
    [`s: { eventName: A }\n  f: { requestParameters.x: y }\n  condition: s and not f`],
    `lower("eventname") = 'a'`,
  ],
  [
    'letters beyond ASCII are gaps',
    [sel('{ userAgent|contains: aßb_c }')],
    `lower("useragent") LIKE '%a%b\\_c%' ESCAPE '\\'`,
  ],
  [
    'entries of lists',
    [sel("{ resources.ARN|endswith: ':x' }")],
    `any_match("resources", r -> lower(r."arn") LIKE '%:x')`,
  ],
  ['a path in JSON', [sel('{ requestParameters.a.b: Value }')], `lower("requestparameters") LIKE '%"a"%"b"%"value"%'`],
  [
    'what writers of JSON escape is a gap',
    [sel("{ requestParameters.a|contains: 'x/y&z' }")],
    `lower("requestparameters") LIKE '%"a"%x%y%z%'`,
  ],
  [
    'null and presence',
    [sel('{ errorCode: null, userIdentity|exists: true }')],
    `"errorcode" IS NULL AND "useridentity" IS NOT NULL`,
  ],
  ['a field that the table lacks is missing', [sel('{ eventName: A, nonsense: x }')], 'FALSE'],
  ['… or null', [sel('{ eventName: A, nonsense: null }')], `lower("eventname") = 'a'`],
])('%s', (_, detections, expected) => {
  const { text } = condition(rulesOf(...detections), [], table);
  expect(text.replace(/^\((.*)\)$/, '$1')).toBe(expected.replace(/^\((.*)\)$/, '$1'));
});

it('looks for numbers in JSON in other forms than their digits', () => {
  const { text } = condition(rulesOf(sel('{ requestParameters.port: 22 }')), [], table);
  expect(text).toContain(`LIKE '%"port"%22%'`);
  expect(text).toContain('regexp_like("requestparameters"');
});

it('has a key that tells conditions apart, whatever the order of rules', () => {
  const [a, b] = [sel('{ eventName: A }'), sel('{ errorCode: x, eventName: B }')];
  const keys = [rulesOf(a, b), rulesOf(b, a), rulesOf(a)].map((rules) => condition(rules, [], table).key);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[0]).not.toBe(keys[2]);
  expect(keys[0]?.length).toBeLessThan(30);
});

it.each<[string, '=' | '!=' | '=~' | '!~' | '<', string, string]>([
  ['eventName', '=', 'CreateUser', `"eventname" = 'CreateUser'`],
  ['eventName', '=', '', 'TRUE'],
  ['eventName', '!=', 'x', 'TRUE'],
  ['eventName', '=~', 'Create(User|Role)', `lower("eventname") IN ('createrole', 'createuser')`],
  ['eventName', '=~', '(Create.*)?', 'TRUE'],
  ['eventTime', '<', '2026', 'TRUE'],
  ['account', '=', '111122223333', `"recipientaccountid" IS NULL OR "recipientaccountid" = '111122223333'`],
  ['rule_id', '=', 'x', 'TRUE'],
  ['principal', '=', 'x', 'TRUE'],
  ['nonsense', '=', 'x', 'FALSE'],
  ['userIdentity', '=', '{}', 'TRUE'],
  ['requestParameters.a', '=', 'x"y', `"requestparameters" LIKE '%"a"%x%y%'`],
  ['resources.ARN', '=', 'x', `any_match("resources", r -> r."arn" = 'x')`],
])('a filter %s %s %j asks for %s', (field, operator, value, expected) => {
  expect(condition(undefined, [{ field, operator, value }], table).text).toBe(expected);
});

it('says the same when it is simplified', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = createRandom(seed);
    const events = Array.from({ length: 12 }, () => trailEvent(random));
    const texts = Array.from({ length: 6 }, (_, id) => trailRule(random, id, events));
    const { rules } = loadRuleSet(texts.map((text, index) => ({ file: `${index}.yml`, text })));
    const term: Term = { op: random.chance(0.8) ? 'or' : 'and', of: rules.map((rule) => ruleTerm(rule, table)) };
    const simple = simplify(term);
    for (const event of events) {
      const row = tableRow(table, event);
      if ((evaluateTerm(term, row) === true) !== (evaluateTerm(simple, row) === true)) {
        throw new Error(`seed ${seed}: ${printTerm(term)}\n${printTerm(simple)}\n${JSON.stringify(event)}`);
      }
    }
  }
});

it('knows which pattern covers which', () => {
  const random = createRandom(7);
  const pattern = (): string => random.list(1, 5, () => random.pick(['a', 'b', '%', '\\%', '\\_'])).join('');
  const text = (): string => random.list(0, 5, () => random.pick(['a', 'b', '%', '_'])).join('');
  let covered = 0;
  for (let round = 0; round < 20_000; round++) {
    const [wide, narrow, value] = [pattern(), pattern(), text()];
    if (covers(wide, narrow)) {
      covered++;
      expect([narrow, wide, likePattern(narrow).test(value) && !likePattern(wide).test(value)]).toEqual([
        narrow,
        wide,
        false,
      ]);
    }
  }
  expect(covered).toBeGreaterThan(500);
  expect(covers('%ab%', 'xab')).toBe(true);
  expect(covers('a_', 'ab')).toBe(false);
});

describe('rules that do not fit into one statement', () => {
  const random = createRandom(11);
  const many = manyRules(random, 3000);

  it('are asked for less, in one statement that an engine takes', () => {
    const { term, weakened } = fitted(
      many.map((rule) => ruleTerm(rule, table)),
      {}
    );
    expect(termSize(term)).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(printTerm(term))).toBeLessThanOrEqual(200_000);
    expect(weakened).toBeGreaterThan(0);
    expect(printTerm(term)).not.toBe('TRUE');
  });

  it.each([20, 3, 1, 0])('lose no match with %s tests', (maxTests) => {
    const events = Array.from({ length: 150 }, () => trailEvent(random));
    const texts = Array.from({ length: 60 }, (_, id) => trailRule(random, id, events));
    const { rules } = loadRuleSet(texts.map((text, index) => ({ file: `${index}.yml`, text })));
    const { term } = fitted(
      rules.map((rule) => ruleTerm(rule, table)),
      { maxTests }
    );
    expect(termSize(term)).toBeLessThanOrEqual(maxTests);
    const engine = compileEngine(rules);
    for (const event of events) {
      if (engine.match(event).length > 0) {
        expect(evaluateTerm(term, tableRow(table, event))).toBe(true);
      }
    }
  });

  it('bounds one rule of very many values', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => `value number ${index}`).join(', ');
    const { text } = condition(rulesOf(sel(`{ userAgent|contains: [${values}] }`)), [], table);
    expect(text.length).toBeLessThan(200_000);
  });
});
