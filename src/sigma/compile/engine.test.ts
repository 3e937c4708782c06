import fc from 'fast-check';
import type { Expression, Predicate, SigmaRule } from '../types';
import { loadRuleSet } from '../collection/loadRuleSet';
import { explainRule } from '../explain/explainRule';
import { fold, leafText } from '../event/text';
import { fieldValues } from '../event/fields';
import { necessaryValues } from '../analyse/necessaryValues';
import { compileEngine, EventParseError } from './engine';

const words = ['CreateUser', 'createuser', 'iam.amazonaws.com', 'a', 'A*b', '', '10.0.0.1', '5', 'Straße', 'İ'];
const fields = ['eventName', 'eventSource', 'userIdentity.arn', 'a', 'a.b', 'list.name'];

const leaf = fc.oneof(fc.constantFrom(...words), fc.constantFrom(5, 10, true, false, null));
const event = fc.record(
  {
    eventName: fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })),
    eventSource: leaf,
    userIdentity: fc.oneof(leaf, fc.record({ arn: leaf }, { requiredKeys: [] })),
    a: fc.oneof(leaf, fc.record({ b: leaf })),
    'a.b': leaf,
    list: fc.array(fc.record({ name: leaf }, { requiredKeys: [] }), { maxLength: 3 }),
  },
  { requiredKeys: [] }
);

const field = fc.option(fc.constantFrom(...fields), { nil: undefined, freq: 8 });
const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('eq' as const, 'contains' as const, 'startswith' as const, 'endswith' as const),
    field,
    value: fc.constantFrom(...words),
    cased: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('eq' as const), field, value: fc.constantFrom(5, 10, true, false) }),
  fc.record({
    kind: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    field,
    value: fc.integer({ min: 0, max: 12 }),
  }),
  fc.record({ kind: fc.constant('exists' as const), field: fc.constantFrom(...fields), value: fc.boolean() }),
  fc.record({ kind: fc.constant('is_null' as const), field: fc.constantFrom(...fields) }),
  fc.record({ kind: fc.constant('cidr_match' as const), field, value: fc.constant('10.0.0.0/8') }),
  fc.record({
    kind: fc.constant('regex_match' as const),
    field,
    value: fc.constantFrom('^c', 'user$', '[0-9]+'),
    flags: fc.constantFrom([], ['i' as const]),
  }),
  fc.record({
    kind: fc.constant('like' as const),
    field,
    pattern: fc.array(fc.constantFrom('*' as const, '?' as const, { text: 'a' }, { text: 'User' }), {
      minLength: 1,
      maxLength: 4,
    }),
    cased: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('field_eq' as const),
    field: fc.constantFrom(...fields),
    value: fc.constantFrom(...fields),
    mode: fc.constantFrom('equals' as const, 'contains' as const),
    cased: fc.boolean(),
  })
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    predicate.map((p): Expression => ({ op: 'predicate', predicate: p })),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
    }),
    tie('expression').map((of): Expression => ({ op: 'not', of })),
    tie('expression').map((of): Expression => ({ op: 'detection', name: 'selection', of })),
    fc.boolean().map((value): Expression => ({ op: 'constant', value }))
  ),
}));
const rules = fc.array(expression, { minLength: 1, maxLength: 6 });

/** A loaded rule whose expression is replaced: the engine looks at nothing else. */
const [template] = loadRuleSet([
  {
    file: 't.yml',
    text: 'title: T\nlogsource: {product: aws}\ndetection: {selection: {a: b}, condition: selection}\n',
  },
]).rules;
const asRule = (of: Expression): SigmaRule => ({ ...(template as SigmaRule), expression: of });

it('finds with the index what the naive engine and the explanation find', () => {
  fc.assert(
    fc.property(rules, event, (expressions, record) => {
      const set = expressions.map(asRule);
      const expected = compileEngine(set, { naive: true }).match(record);
      expect(compileEngine(set).match(record)).toEqual(expected);
      expect(set.flatMap((rule, index) => (explainRule(rule, record).matched ? [index] : []))).toEqual(expected);
    }),
    { numRuns: 4000 }
  );
});

it('calls no value necessary that a match can do without', () => {
  fc.assert(
    fc.property(expression, event, (of, record) => {
      const values = necessaryValues(of, 'eventName');
      if (values && compileEngine([asRule(of)], { naive: true }).match(record).length > 0) {
        const found = fieldValues(record, 'eventName').map((value) => fold(leafText(value) ?? ''));
        expect(found.some((value) => values.has(value))).toBe(true);
      }
    }),
    { numRuns: 3000 }
  );
});

it('does not carry a verdict from one event to the next', () => {
  const engine = compileEngine([
    asRule({ op: 'predicate', predicate: { kind: 'eq', field: 'a', value: 'x', cased: false } }),
  ]);
  expect([{ a: 'x' }, { a: 'y' }, { a: 'X' }].map((record) => engine.match(record))).toEqual([[0], [], [0]]);
});

it.each(['', '{', '[]', 'null', '"text"', '5', '{"a": }'])('refuses %j as a record', (text) => {
  expect(() => compileEngine([]).matchText(text)).toThrow(EventParseError);
});

it.each([null, 5, 'text', [], [[[]]], [{ a: 1 }]])('takes %j for an event without an error', (value) => {
  expect(() =>
    compileEngine([asRule({ op: 'predicate', predicate: { kind: 'is_null', field: 'a.b' } })]).match(value)
  ).not.toThrow();
});

it('runs a pattern that backtracks elsewhere on a long text', () => {
  const engine = compileEngine([
    asRule({ op: 'predicate', predicate: { kind: 'regex_match', field: 'a', value: '(a+)+$', flags: [] } }),
  ]);
  expect(engine.match({ a: `${'a'.repeat(100_000)}!` })).toEqual([]);
});
