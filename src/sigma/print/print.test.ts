import fc from 'fast-check';
import { parseSource, type SigmaDocument } from '../collection/parseSource';
import { createReport } from '../parse/report';
import { DEFAULT_LIMITS } from '../limits';
import type { PlainValue } from '../types';
import { toPlain } from '../yaml/node';
import { parseYaml } from '../yaml/parseYaml';
import { printRule } from './printRule';
import { printYaml } from './printYaml';

/** Without what printing does not keep: positions and texts. */
function comparable(document: SigmaDocument): unknown {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      ['location', 'body', 'source', 'yaml', 'key'].includes(key) ? undefined : value
    )
  );
}

function parse(text: string): SigmaDocument {
  const { documents, problems } = parseSource({ file: 'x.yml', text });
  const [only] = documents;
  if (!only) {
    throw new Error(`${text}\n${JSON.stringify(problems)}`);
  }
  return only.value;
}

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    'yes',
    '010',
    '~',
    '',
    ' x ',
    '- a',
    'a: b',
    '#',
    "it's",
    '"',
    '\\',
    '\n',
    '\u2028',
    '😀',
    '1e3',
    '2024-01-01',
    '---',
    '=',
    '<<',
    '*a',
    '&a',
    '!x',
    '|',
    '>',
    '%',
    '@'
  )
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null)
);

it('prints any value as YAML that reads back as the same value', () => {
  const { value } = fc.letrec<{ value: PlainValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4 })
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(text, value, { minKeys: 1, maxKeys: 5 }), (map) => {
      const printed = printYaml(map);
      const report = createReport();
      const { documents } = parseYaml(printed, DEFAULT_LIMITS, report);
      expect(report.problems).toEqual([]);
      expect(documents[0] && toPlain(documents[0].root)).toEqual(map);
    }),
    { numRuns: 300 }
  );
});

const word = fc.stringMatching(/^[a-z][a-z0-9_.]{0,8}$/);
const value = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('a*', '\\*', '\\\\?', 'C:\\x\\*', '*', '?', 'yes', '1', '')
);
const item = fc.oneof(
  fc.tuple(word, fc.oneof(value, fc.constant(null), fc.array(value, { minLength: 1, maxLength: 3 }))),
  fc.tuple(
    fc
      .tuple(
        word,
        fc.constantFrom(
          'contains',
          'startswith',
          'endswith|cased',
          'cased',
          'contains|all',
          'neq',
          'base64offset|contains',
          'windash|contains'
        )
      )
      .map(([field, modifier]) => `${field}|${modifier}`),
    fc.array(fc.stringMatching(/^[a-z -]{0,6}$/), { minLength: 1, maxLength: 3 })
  ),
  fc.tuple(
    word.map((field) => `${field}|re`),
    fc.constantFrom('a+', '^x|y$', '\\d{2}')
  ),
  fc.tuple(
    word.map((field) => `${field}|gte`),
    fc.integer()
  ),
  fc.tuple(
    word.map((field) => `${field}|exists`),
    fc.boolean()
  )
);
const map = fc
  .uniqueArray(item, { minLength: 1, maxLength: 4, selector: ([key]) => key })
  .map((items) => Object.fromEntries(items) as PlainValue);
const detection = fc.oneof(
  map,
  fc.array(map, { minLength: 1, maxLength: 3 }),
  fc.array(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
);

const document = fc.record({
  title: fc.string({ maxLength: 20 }),
  status: fc.constantFrom('test', 'stable'),
  level: fc.constantFrom('low', 'high'),
  description: fc.string({ maxLength: 40 }),
  date: fc.constant('2024-01-02'),
  tags: fc.array(
    word.map((name) => `attack.${name}`),
    { maxLength: 2 }
  ),
  custom_member: scalar,
  logsource: fc.record({ product: fc.constantFrom('aws', 'no'), service: word }),
  detection: fc
    .tuple(detection, detection, fc.constantFrom<PlainValue>('one and not two', 'all of them', ['one', '1 of t*']))
    .map(([one, two, condition]) => ({ one, two, condition })),
});

it('prints any rule so that it is the same rule when read again', () => {
  fc.assert(
    fc.property(document, (plain) => {
      const rule = parse(
        JSON.stringify(plain).replace(
          /[^\x20-\x7e]/g,
          (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
        )
      );
      const printed = printRule(rule);
      const again = parse(printed);
      expect(comparable(again)).toEqual(comparable(rule));
      expect(printRule(again)).toBe(printed);
    }),
    { numRuns: 300 }
  );
});

it.each([
  'title: C\nname: c\ncorrelation:\n    type: value_percentile\n    rules: [a, b]\n    group-by: [u, v]\n    timespan: 1h\n    generate: true\n    aliases: {u: {a: x.y, b: z}}\n    condition: {field: [f, g], percentile: 95, gt: 5, lte: 10.5}\nlevel: high\n',
  'title: C\ncorrelation:\n    type: temporal\n    timespan: 5m\n    condition: (a or b) and not (c and not d) or not not a\n',
  'title: C\ncorrelation: {type: temporal_ordered, rules: [a, b], timespan: 30s}\n',
  'title: F\nlogsource: {product: aws}\nfilter:\n    rules: any\n    selection: {a|contains: [x, y]}\n    condition: not selection\n',
  'title: F\nlogsource: {product: aws}\nfilter:\n    rules: [x]\n    s1: {a: 1}\n    s2: [k]\n    condition: not 1 of s*\n',
])('prints correlations and filters: %#', (source) => {
  const read = parse(source);
  const printed = printRule(read);
  expect(comparable(parse(printed))).toEqual(comparable(read));
});

it('prints in the usual order and as plainly as it may', () => {
  const source =
    "title: A rule's title\nid: 352a918a-34d8-4882-8470-44830c507aa3\nstatus: test\nlogsource:\n    product: aws\ndetection:\n    selection:\n        eventName|contains:\n            - Create\n            - '010'\n    condition: selection\nlevel: low\n";
  expect(printRule(parse(source.replace("A rule's title", '"A rule\'s title"')))).toBe(
    source.replace("A rule's title", "'A rule''s title'")
  );
});
