import { DEFAULT_LIMITS } from '../limits';
import { lowered, places, problemsOf, ruleText } from '../testing/rules';
import { toSigmaValue } from '../value/sigmaValue';
import { applyModifiers, parseItemKey } from './applyModifiers';
import { LIST_MODIFIERS, MODIFIER_NAMES, VALUE_MODIFIERS } from './registry';

/** What `field|modifiers: value` becomes, in short form. */
it.each([
  ['f: x', 'f eq "x"'],
  ["f: ''", 'f eq ""'],
  ['f: 5', 'f eq 5'],
  ['f: true', 'f eq true'],
  ['f: null', 'f is_null'],
  ["f: '*'", 'f like ["*"]'],
  ["f: 'a*'", 'f startswith "a"'],
  ["f: '**a'", 'f endswith "a"'],
  ["f: '*a*'", 'f contains "a"'],
  ["f: 'a?'", 'f like [{"text":"a"},"?"]'],
  ["f: '*?*a'", 'f like ["?","*",{"text":"a"}]'],
  ["f: '\\*'", 'f eq "*"'],
  ['f|contains: a', 'f contains "a"'],
  ["f|contains: ''", 'f like ["*"]'],
  ["f|startswith: 'a*b'", 'f like [{"text":"a"},"*",{"text":"b"},"*"]'],
  ['f|endswith|cased: a', 'f endswith "a" cased'],
  ['f|contains: [a, b]', '(f contains "a" or f contains "b")'],
  ['f|contains|all: [a, b]', '(f contains "a" and f contains "b")'],
  ['f|neq: a', 'not f eq "a"'],
  ['f|neq: [a, b]', 'not (f eq "a" or f eq "b")'],
  ['f|contains|all|neq: [a, b]', 'not (f contains "a" and f contains "b")'],
  ['f|re: a.b', 'f regex_match "a.b"'],
  ['f|re|i|m|s: a', 'f regex_match "a" ims'],
  ['f|re|ignorecase: a', 'f regex_match "a" i'],
  ['f|re|contains: a', 'f regex_match "a"'],
  ['f|re|startswith: a|b', 'f regex_match "^(?:a|b)"'],
  ['f|re|endswith: a|b', 'f regex_match "(?:a|b)$"'],
  ['f|re|m|endswith: a', 'f regex_match "(?:a)\\\\z" m'],
  ['f|cidr: 10.0.0.0/8', 'f cidr_match "10.0.0.0/8"'],
  ['f|cidr: 10.0.0.1', 'f cidr_match "10.0.0.1/32"'],
  ['f|cidr: fe80::/10', 'f cidr_match "fe80::/10"'],
  ['f|exists: false', 'f exists false'],
  ['f|gte: 5', 'f gte 5'],
  ['f|hour: 5', 'f.hour eq 5'],
  ['f|hour|lt: 5', 'f.hour lt 5'],
  ['f|fieldref: g.h', 'f field_eq "g.h" equals'],
  ['f|fieldref|contains: g', 'f field_eq "g" contains'],
  ['f|fieldref|startswith|neq: g', 'not f field_eq "g" startswith'],
  ['f|cased|fieldref: g', 'f field_eq "g" equals cased'],
  ['f|base64: foo', 'f eq "Zm9v"'],
  ['f|base64offset|contains: foo', '(f contains "Zm9v" or f contains "Zvb" or f contains "mb2")'],
  ['f|utf16le|base64: foo', 'f eq "ZgBvAG8A"'],
  ['f|wide|base64: foo', 'f eq "ZgBvAG8A"'],
  ['f|utf16be|base64: foo', 'f eq "AGYAbwBv"'],
  ['f|utf16|base64: foo', 'f eq "//5mAG8AbwA="'],
  ['f|windash: a-b', 'f eq "a-b"'],
  ['"|contains": [a, 1.5.]', '(* contains "a" or * contains "1.5.")'],
  ['"|all": [a, b]', '(* eq "a" and * eq "b")'],
  ['"|re": a+', '* regex_match "a+"'],
  ['"": a', '* eq "a"'],
])('lowers %s', (body, expected) => {
  expect(lowered(body)).toBe(expected);
});

it('varies dashes where a parameter starts', () => {
  const variants = lowered("f|windash|contains: ' -x'").match(/" .x"/g);
  expect(variants).toEqual(['" -x"', '" /x"', '" –x"', '" —x"', '" ―x"']);
  expect(lowered("f|windash: '-a /b'").match(/eq/g)).toHaveLength(25);
});

describe('placeholders', () => {
  const placeholders = { Admins: ['alice', 'svc_*'], One: [1] };
  it.each([
    ["f|expand: '%Admins%'", '(f eq "alice" or f startswith "svc_")'],
    ["f|expand|endswith: '-%Admins%'", '(f endswith "-alice" or f contains "-svc_")'],
    ["f|expand: '\\%plain%One%'", 'f eq "%plain1"'],
    ["f|expand: '\\%Admins%'", 'f eq "%Admins%"'],
    ["f|re|expand: '\\%One%'", 'f regex_match "\\\\%One%"'],
    [
      "f|contains|expand: '%Admins%-%One%'",
      '(f contains "alice-1" or f like ["*",{"text":"svc_"},"*",{"text":"-1"},"*"])',
    ],
    ["f|re|expand: '^%Admins%$'", '(f regex_match "^(?:alice)$" or f regex_match "^(?:svc_.*)$")'],
    ['f|expand: 100%', 'f eq "100%"'],
    ["f: '%Admins%'", 'f eq "%Admins%"'],
  ])('fills %s', (body, expected) => {
    expect(lowered(body, { placeholders })).toBe(expected);
  });

  it.each([
    "f|expand: '%Nobody%'",
    "f|re|expand: '%Nobody%'",
    "f|expand: '%constructor%'",
    "f|expand|base64: '%Nobody%'",
    "f|expand|fieldref: '%Nobody%'",
  ])('refuses %s without values', (body) => {
    const [problem] = problemsOf(ruleText(`    selection:\n        ${body}\n    condition: selection\n`), {
      placeholders,
    });
    expect(problem?.code).toBe('unresolved-placeholder');
  });

  it('bounds what placeholders multiply', () => {
    const many = { A: Array.from({ length: 200 }, (_, i) => i) };
    const text = ruleText("    selection:\n        f|expand: '%A%%A%'\n    condition: selection\n");
    expect(places(problemsOf(text, { placeholders: many }))).toEqual(['too-many-values 7:19']);
  });
});

it.each([
  ['f|nope: x', 'unknown-modifier 7:11'],
  ['f|: x', 'unknown-modifier 7:11'],
  ['f|contains|: x', 'unknown-modifier 7:20'],
  ['f|contains: 5', 'modifier-type 7:21'],
  ['f|contains: [a, 5]', 'modifier-type 7:25'],
  ['f|gt: "5"', 'modifier-type 7:15'],
  ['f|gt: true', 'modifier-type 7:15'],
  ['f|exists: "true"', 'modifier-type 7:19'],
  ['"|exists": true', 'modifier-field 7:20'],
  ['"|fieldref": a', 'modifier-field 7:22'],
  ['f|contains|re: x', 'modifier-order 7:24'],
  ['f|contains|cidr: x', 'modifier-order 7:26'],
  ['f|i: x', 'modifier-order 7:14'],
  ['f|fieldref|cased: x', 'modifier-order 7:27'],
  ['f|re|cased: x', 'modifier-type 7:21'],
  ['f|fieldref: a*', 'modifier-wildcard 7:21'],
  ['f|contains|base64: a', 'modifier-wildcard 7:28'],
  ['f|wide: é', 'modifier-encoding 7:17'],
  ['f|cidr: 10.0.0.1/8', 'invalid-cidr 7:17'],
  ["f|windash: '-a -b -c -d'", 'windash-too-many 7:20'],
  ["f|re: 'a(?=b)'", 'invalid-regex 7:17'],
  ["f|re: '(a)\\1'", 'invalid-regex 7:19'],
  ["f|re: '[(?!]x(?<!y)'", 'invalid-regex 7:22'],
  ["f|re: 'x[z-a]'", 'invalid-regex 7:18'],
  ["f|re: 'a{1001}'", 'invalid-regex 7:17'],
  ["f|re: 'it''s ('", 'invalid-regex 7:16'],
])('refuses %s at its place', (body, expected) => {
  expect(places(problemsOf(ruleText(`    selection:\n        ${body}\n    condition: selection\n`)))).toEqual([
    expected,
  ]);
});

it('suggests the modifier that was meant', () => {
  const apply = (key: string): string | undefined =>
    applyModifiers(parseItemKey(key), [toSigmaValue('x')], { placeholders: {}, limits: DEFAULT_LIMITS }).problem
      ?.message;
  expect(apply('f|Contains')).toContain('"contains"');
  expect(apply('f|startwith')).toContain('"startswith"');
  expect(apply('f|constructor')).toContain('Known modifiers');
});

it('has every modifier of the specification', () => {
  const names =
    'all base64 base64offset cased cidr contains day endswith exists expand fieldref gt gte hour i lt lte m minute month neq re s startswith utf16 utf16be utf16le week wide windash year';
  expect(MODIFIER_NAMES).toEqual(expect.arrayContaining(names.split(' ')));
  expect(MODIFIER_NAMES).toHaveLength(VALUE_MODIFIERS.size + LIST_MODIFIERS.size);
});

it('refuses expressions that are too long or grow too large', () => {
  const check = (expression: string): string[] =>
    places(problemsOf(ruleText(`    selection:\n        f|re: '${expression}'\n    condition: selection\n`)));
  expect(check('a'.repeat(10_000))).toEqual(['invalid-regex 7:16']);
  expect(check('(a{0,500}b?){2}'.repeat(20))).toEqual(['invalid-regex 7:16']);
  expect(check('('.repeat(4000) + ')'.repeat(4000))).toEqual(['invalid-regex 7:16']);
});
