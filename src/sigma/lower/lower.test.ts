import { brief, loadRule, places, problemsOf, ruleText } from '../testing/rules';
import type { SigmaRule } from '../types';

const rule = (detection: string): SigmaRule => loadRule(ruleText(detection));
const expression = (detection: string): string => brief(rule(detection).expression);
const problems = (detection: string): string[] => places(problemsOf(ruleText(detection)));

it.each([
  ['a map', '    s:\n        a: 1\n        b: 2\n    condition: s\n', 's:(a eq 1 and b eq 2)'],
  [
    'a list of maps',
    '    s:\n        - a: 1\n        - b: 2\n          c: 3\n    condition: s\n',
    's:(a eq 1 or (b eq 2 and c eq 3))',
  ],
  ['keywords', '    s: [x, 2, true]\n    condition: s\n', 's:(* eq "x" or * eq 2 or * eq true)'],
  ['one keyword', "    s: '*x*'\n    condition: s\n", 's:* contains "x"'],
  ['maps and keywords', '    s: [{a: 1}, x]\n    condition: s\n', 's:(a eq 1 or * eq "x")'],
  ['nested lists', '    s: [[x, y], {a: 1}]\n    condition: s\n', 's:((* eq "x" or * eq "y") or a eq 1)'],
  ['several conditions', '    s: {a: 1}\n    t: {b: 1}\n    condition: [s, not t]\n', '(s:a eq 1 or not t:b eq 1)'],
  [
    'a selector',
    '    s1: {a: 1}\n    s2: {b: 1}\n    f: {c: 1}\n    condition: all of s* and not 1 of f*\n',
    '((s1:a eq 1 and s2:b eq 1) and not (f:c eq 1))',
  ],
  ['dotted fields', '    s: {"a.b.c|contains": x}\n    condition: s\n', 's:a.b.c contains "x"'],
  ['an alias', '    s: &s {a: 1}\n    t: *s\n    condition: s or t\n', '(s:a eq 1 or t:a eq 1)'],
])('lowers %s', (_, detection, expected) => {
  expect(expression(detection)).toBe(expected);
});

it.each([
  ['an empty map', '    s: {}\n    condition: s\n', ['empty-detection 6:8']],
  ['an empty list', '    s: []\n    condition: s\n', ['empty-detection 6:8']],
  ['a map as value', '    s: {a: {b: 1}}\n    condition: s\n', ['invalid-value 6:12']],
  ['a date', '    s: {a: 2024-01-01}\n    condition: s\n', ['invalid-value 6:12']],
  ['infinity', '    s: {a: .inf}\n    condition: s\n', ['invalid-value 6:12']],
  ['null among values', '    s: {a: [1, null]}\n    condition: s\n', ['null-in-list 6:16']],
  ['null as keyword', '    s: null\n    condition: s\n', ['null-keyword 6:8']],
  ['a field that YAML reads as a boolean', '    s: {on: 1}\n    condition: s\n', ['field-name 6:9']],
  ['no condition', '    s: {a: 1}\n', ['missing-condition 5:1']],
  ['a number as condition', '    s: {a: 1}\n    condition: 1\n', ['invalid-condition 7:16']],
  ['an unknown name', '    s: {a: 1}\n    condition: s and t\n', ['condition-unknown-name 7:22']],
  [
    'a name on a folded line',
    '    s: {a: 1}\n    condition: >\n        s and\n        t\n',
    ['condition-unknown-name 9:9'],
  ],
  ['both of two errors', '    s: {a|x: 1}\n    condition: s and\n', ['unknown-modifier 6:11', 'condition-syntax 7:20']],
  ['an old aggregation', '    s: {a: 1}\n    condition: s | count() > 5\n', ['condition-aggregation 7:18']],
  [
    'a timeframe between detections',
    '    s: {a: 1}\n    t: {b: 1}\n    timeframe: 5m\n    condition: s and t\n',
    ['timeframe-unsupported 8:5'],
  ],
])('refuses %s', (_, detection, expected) => {
  expect(problems(detection)).toEqual(expected);
});

it('warns of what has no effect or another one', () => {
  expect(
    problems('    s:\n        a|all: x\n        b: []\n        c: no\n    timeframe: 5m\n    condition: s\n')
  ).toEqual([
    'all-with-one-value 7:9',
    'empty-value-list 8:12',
    'yaml-surprising-value 9:12',
    'timeframe-ignored 10:5',
  ]);
});

it('keeps labels and places for explanations', () => {
  const { expression: tree } = rule(
    '    sel:\n        a|contains:\n            - x\n            - y\n    flt: {b: 1}\n    condition: sel and not 1 of flt*\n'
  );
  expect(tree).toMatchObject({
    op: 'and',
    of: [
      {
        op: 'detection',
        name: 'sel',
        location: { line: 11, column: 16, endLine: 11, endColumn: 19 },
        of: {
          op: 'or',
          label: 'a|contains',
          of: [
            { op: 'predicate', location: { line: 8, column: 15 } },
            { predicate: { value: 'y', location: { line: 9 } } },
          ],
        },
      },
      { op: 'not', of: { op: 'or', label: '1 of flt*', of: [{ op: 'detection', name: 'flt' }] } },
    ],
  });
});

it('shows each detection as it stands, dedented', () => {
  const { detections } = rule(
    '    one:   # first\n        a: 1 # why\n        # inside\n        b: |\n            x\n            y\n\n    # of two\n    two: {c: d}  # end\n    three: [x]\n    condition: one\n'
  );
  expect(detections.map(({ yaml }) => yaml)).toEqual([
    'one:   # first\n    a: 1 # why\n    # inside\n    b: |\n        x\n        y',
    'two: {c: d}  # end',
    'three: [x]',
  ]);
});

it('refuses a rule whose selectors multiply its values beyond the limit', () => {
  const values = Array.from({ length: 600 }, (_, i) => i).join(', ');
  const condition = Array.from({ length: 200 }, () => 's').join(' or ');
  expect(problems(`    s: {a: [${values}]}\n    condition: ${condition}\n`)).toEqual(['rule-too-large 7:16']);
});
