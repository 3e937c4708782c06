import fc from 'fast-check';
import { loadRuleSet } from '../collection/loadRuleSet';
import { ruleText } from './rules';

const RULE = ruleText(
  "    selection:\n        userIdentity.arn|re: '.+:x/.+'\n        a|contains|all: [x, 'y*']\n        b|cidr: 10.0.0.0/8\n    filter_1: &f\n        - c|windash: ' -x'\n        - d: null\n    condition: selection and not 1 of filter_*\n",
  'id: 352a918a-34d8-4882-8470-44830c507aa3\ntags: [attack.t1]\n'
);
const CORRELATION =
  '---\ntitle: C\ncorrelation:\n    type: temporal\n    rules: [T]\n    timespan: 5m\n    condition: T and not T\n---\ntitle: F\nlogsource: {product: aws}\nfilter: {rules: any, s: {a: 1}, condition: not s}\n';

it('takes any damaged text without throwing, and places each problem in it', () => {
  const text = RULE + CORRELATION;
  const piece = fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '[',
      '{',
      '}',
      ']',
      ':',
      '-',
      '|',
      '*f',
      '&f',
      '!!x',
      '\n',
      '\t',
      '---\n',
      '...\n',
      '\\',
      '%',
      '#',
      '\0',
      '\ud800',
      '(',
      'not ',
      '1 of ',
      '?',
      '<<: *f\n',
      'null',
      '~'
    ),
    fc.string({ maxLength: 4 })
  );
  const edit = fc.record({ at: fc.nat(text.length), remove: fc.nat(20), insert: piece });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let damaged = text;
      for (const { at, remove, insert } of edits) {
        damaged = damaged.slice(0, at) + insert + damaged.slice(at + remove);
      }
      const lines = damaged.split(/\r\n|\r|\n/).length;
      for (const problem of loadRuleSet([{ file: 'x.yml', text: damaged }]).problems) {
        expect(problem.line).toBeGreaterThan(0);
        expect(problem.line).toBeLessThanOrEqual(lines);
        expect(problem.column).toBeGreaterThan(0);
        expect(problem.endLine > problem.line || problem.endColumn >= problem.column).toBe(true);
      }
    }),
    { numRuns: 1500 }
  );
});

it.each([
  ['a 20 MB text', 'a'.repeat(20_000_000)],
  ['a 40 MB text', 'a'.repeat(40_000_000)],
  ['a million lines', 'a: 1\n'.repeat(200_000)],
  ['many documents', '--- {}\n'.repeat(50_000)],
  ['a long flow sequence', `a: [${'x,'.repeat(400_000)}]`],
  ['a long string', `title: "${'\\n'.repeat(400_000)}"`],
  ['a deep block', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ['a merge of many maps', `a: &a {b: 1}\nc: {<<: [${'*a,'.repeat(150_000)}]}`],
  ['a long key', `? ${'a'.repeat(900_000)}\n: b`],
])('refuses %s', (_, text) => {
  const set = loadRuleSet([{ file: 'x.yml', text }]);
  expect(set.rules).toEqual([]);
  expect(set.problems.length).toBeGreaterThan(0);
});

it('lowers long values', () => {
  const text = ruleText(
    `    s: {a: '${'?'.repeat(500_000)}', b: '${'*?'.repeat(100_000)}', c|contains: '${'\\\\'.repeat(100_000)}'}\n    condition: s\n`
  );
  expect(loadRuleSet([{ file: 'x.yml', text }]).rules).toHaveLength(1);
});

it.each([
  ['modifiers that multiply', `a${'|base64offset'.repeat(30)}: x`],
  ['modifiers that lengthen', `a${'|wide'.repeat(30)}: ${'x'.repeat(1000)}`],
  ['dashes of many values', `a|windash: [${"' -a -b -c',".repeat(2000)}]`],
  ['dashes of a long value', `a|windash: ' -a -b -c${'x'.repeat(500_000)}'`],
  ['many large expressions', `a|re: [${"'(a{0,500}b?){2}',".repeat(20_000)}]`],
  ['many modifiers', `a${'|contains'.repeat(100_000)}: x`],
])('refuses %s', (_, body) => {
  const set = loadRuleSet([{ file: 'x.yml', text: ruleText(`    s:\n        ${body}\n    condition: s\n`) }]);
  expect(set.rules).toEqual([]);
  expect(set.problems.map(({ code }) => code)).toEqual(['rule-too-large']);
});

it('locates the parts of a very long condition in bounded time', () => {
  const condition = Array.from({ length: 20_000 }, () => 'sel').join('\n        or ');
  const set = loadRuleSet([
    { file: 'x.yml', text: ruleText(`    sel: {a: 1}\n    condition: >\n        ${condition}\n`) },
  ]);
  const expression = set.rules[0]?.expression;
  expect(expression?.op === 'or' && expression.of[19_999]?.location).toMatchObject({
    line: 20_007,
    column: 12,
    endColumn: 15,
  });
});

it('bounds the comparison of patterns with names', () => {
  const names = Array.from({ length: 5000 }, (_, i) => `    s${i}: {a: 1}\n`).join('');
  const condition = Array.from({ length: 5000 }, (_, i) => `1 of *${i}`).join(' or ');
  const set = loadRuleSet([{ file: 'x.yml', text: ruleText(`${names}    condition: ${condition}\n`) }]);
  expect(set.problems.map(({ code }) => code)).toEqual(['condition-too-large']);
});

it('lowers the largest rule that is allowed', () => {
  const values = Array.from({ length: 50_000 }, (_, i) => `v${i}`).join(', ');
  const set = loadRuleSet([{ file: 'x.yml', text: ruleText(`    s: {a|contains: [${values}]}\n    condition: s\n`) }]);
  expect(set.problems).toEqual([]);
  expect(set.rules).toHaveLength(1);
});
