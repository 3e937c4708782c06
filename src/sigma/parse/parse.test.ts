import { parseSource } from '../collection/parseSource';
import { loadRule, places, problemsOf, ruleText } from '../testing/rules';
import type { SigmaCorrelation } from '../types';
import { parseDate } from './parseDate';
import { parseTimespan } from './parseTimespan';

const DETECTION = '    selection: {a: 1}\n    condition: selection\n';
const ID = '352a918a-34d8-4882-8470-44830c507aa3';

it('reads everything that a rule says', () => {
  const rule = loadRule(
    ruleText(
      `${DETECTION}falsepositives: [Unknown]\nfields: [a]\nscope: [server]\nlevel: HIGH\nextra: {x: [1, yes]}\n`,
      `id: ${ID}\nname: n\ntaxonomy: sigma\nstatus: Test\ndescription: |\n    D\nlicense: MIT\nreferences: [https://x]\nauthor: A\ndate: 2024/7/1\nmodified: 2024-07-11\ntags: [attack.t1078]\nrelated:\n    - {id: ${ID}, type: derived}\n`
    )
  );
  expect(rule).toMatchObject({
    key: ID,
    id: ID,
    name: 'n',
    title: 'T',
    taxonomy: 'sigma',
    status: 'test',
    level: 'high',
    description: 'D\n',
    license: 'MIT',
    references: ['https://x'],
    author: 'A',
    date: '2024-07-01',
    modified: '2024-07-11',
    tags: ['attack.t1078'],
    related: [{ id: ID, type: 'derived' }],
    falsepositives: ['Unknown'],
    fields: ['a'],
    scope: ['server'],
    custom: { extra: { x: [1, true] } },
    logsource: { product: 'aws', service: 'cloudtrail' },
    document: 0,
  });
});

it.each([
  ['id: 1', 'invalid-id 2:5'],
  ['id: x', 'invalid-id 2:5'],
  ["name: ''", 'invalid-name 2:7'],
  ['taxonomy: 1', 'invalid-taxonomy 2:11'],
  ['status: testing', 'invalid-status 2:9'],
  ['level: [x]', 'invalid-level 2:8'],
  ['description: 1', 'invalid-description 2:14'],
  ['references: x', 'invalid-references 2:13'],
  ['tags: [a.b, nodot, 1]', 'invalid-tag 2:13,invalid-tag 2:20'],
  ['author: [x]', 'invalid-author 2:9'],
  ['date: 2024-02-30', 'invalid-date 2:7'],
  ['modified: 20240101', 'invalid-date 2:11'],
  ['fields: x', 'invalid-fields 2:9'],
  ['falsepositives: x', 'invalid-falsepositives 2:17'],
  ['scope: x', 'invalid-scope 2:8'],
  ['license: 1', 'invalid-license 2:10'],
  ['related: [{id: x, type: derived}]', 'invalid-related 2:16'],
  [`related: [{id: ${ID}, type: x}]`, 'invalid-related 2:60'],
  ['related: [x]', 'invalid-related 2:11'],
])('refuses %s at its place', (head, expected) => {
  expect(places(problemsOf(ruleText(DETECTION, `${head}\n`))).join()).toBe(expected);
});

it('reports all problems of a document, with its rule and a path', () => {
  const problems = problemsOf(
    `title: ${'x'.repeat(300)}\nid: ${ID}\nlevel: x\ndetection: {s: {a|b: 1}, condition: t}\n`
  );
  expect(problems.map(({ code }) => code)).toEqual([
    'invalid-level',
    'invalid-title',
    'invalid-logsource',
    'unknown-modifier',
    'condition-unknown-name',
  ]);
  expect(problems[3]).toMatchObject({ path: 'detection.s.a|b', rule: ID, file: 'rule.yml', severity: 'error' });
  expect(problems.every(({ message }) => /[.?]$/.test(message))).toBe(true);
});

it('shows no long value in a message', () => {
  const long = 'secret'.repeat(100);
  for (const head of [`level: ${long}`, `id: ${long}`, `date: ${long}`, `tags: [${long}]`]) {
    expect(problemsOf(ruleText(DETECTION, `${head}\n`))[0]?.message.length).toBeLessThan(250);
  }
});

it.each([
  ['2024-01-31', '2024-01-31'],
  ['2024/1/1', '2024-01-01'],
  ['2000-02-29', '2000-02-29'],
  ['1900-02-29', undefined],
  ['2024-00-01', undefined],
  ['2024-1-1', undefined],
  ['2024-01-01T00:00:00Z', undefined],
])('reads the date %s', (text, expected) => {
  expect(parseDate(text, false)).toBe(expected);
});

it('reads timespans, and refuses what would lose count', () => {
  expect(['1s', '90m', '2h', '1d', '1w', '1M', '1y'].map(parseTimespan)).toEqual([
    1, 5400, 7200, 86_400, 604_800, 2_629_746, 31_556_952,
  ]);
  expect(
    ['0s', '1', 's', '1H', ' 1h', '1.5h', '-1h', '999999999999999y', '９s'].map(parseTimespan).filter(Boolean)
  ).toEqual([]);
});

describe('correlations', () => {
  const text = (body: string): string => `title: C\ncorrelation:\n${body.replace(/^/gm, '    ')}\n`;
  const parse = (body: string): SigmaCorrelation => {
    const { documents, problems } = parseSource({ file: 'c.yml', text: text(body) });
    if (documents[0]?.value.kind !== 'correlation') {
      throw new Error(JSON.stringify(problems));
    }
    return documents[0].value;
  };
  const refused = (body: string): string[] => places(problemsOf(text(body)));

  it('reads a range with fields, a percentile and aliases', () => {
    expect(
      parse(
        'type: value_percentile\nrules: [a, b]\ngroup-by: [u]\ntimespan: 1h\ngenerate: true\naliases:\n    u:\n        a: x.y\n        b: z\ncondition:\n    field: size\n    percentile: "95"\n    gt: 5\n    lte: "1e1"'
      )
    ).toMatchObject({
      type: 'value_percentile',
      ruleReferences: [{ reference: 'a' }, { reference: 'b' }],
      groupBy: ['u'],
      timespanSeconds: 3600,
      generate: true,
      aliases: { u: { a: 'x.y', b: 'z' } },
      thresholds: [
        { operator: 'gt', value: 5 },
        { operator: 'lte', value: 10 },
      ],
      fields: ['size'],
      percentile: 95,
    });
  });

  it('takes the rules of an extended condition', () => {
    const correlation = parse('type: temporal\ntimespan: 5m\ncondition: a and not (b or c) and a');
    expect(
      correlation.ruleReferences.map(({ reference, location }) => `${reference} ${location.line}:${location.column}`)
    ).toEqual(['a 5:16', 'b 5:27', 'c 5:32']);
    expect(correlation.condition).toMatchObject({
      op: 'and',
      of: [{ reference: 'a' }, { op: 'not', of: { op: 'or' } }, { reference: 'a' }],
    });
    expect(correlation.yaml).toBe(
      'correlation:\n    type: temporal\n    timespan: 5m\n    condition: a and not (b or c) and a'
    );
  });

  const rest = 'timespan: 5m\ncondition: {gte: 1}';
  it.each([
    ['no type', `rules: [a]\n${rest}`, ['correlation-type 3:5']],
    ['an unknown type', `type: x\nrules: [a]\n${rest}`, ['correlation-type 3:11']],
    ['no rules', `type: event_count\n${rest}`, ['correlation-rules 3:5']],
    ['an empty list of rules', `type: temporal\nrules: []\ntimespan: 5m`, ['correlation-rules 4:12']],
    ['a number for rules', `type: event_count\nrules: 1\n${rest}`, ['correlation-rules 4:12']],
    [
      'a timespan without unit',
      'type: event_count\nrules: [a]\ntimespan: 5\ncondition: {gte: 1}',
      ['correlation-timespan 5:15'],
    ],
    ['a group-by that is a map', `type: event_count\nrules: [a]\ngroup-by: {}\n${rest}`, ['correlation-group-by 5:15']],
    ['no condition', 'type: event_count\nrules: [a]\ntimespan: 5m', ['correlation-condition 3:5']],
    [
      'an unknown operator',
      'type: event_count\nrules: [a]\ntimespan: 5m\ncondition: {ge: 1}',
      ['correlation-condition 6:17'],
    ],
    [
      'an empty condition',
      'type: event_count\nrules: [a]\ntimespan: 5m\ncondition: {}',
      ['correlation-condition 6:16'],
    ],
    [
      'a threshold that is no number',
      'type: event_count\nrules: [a]\ntimespan: 5m\ncondition: {gte: x}',
      ['correlation-condition 6:22'],
    ],
    ['a count of values without field', `type: value_count\nrules: [a]\n${rest}`, ['correlation-field 6:16']],
    [
      'a percentile out of range',
      'type: value_percentile\nrules: [a]\ntimespan: 5m\ncondition: {gte: 1, field: x, percentile: 101}',
      ['correlation-percentile 6:47'],
    ],
    [
      'a condition of names for a count',
      'type: event_count\nrules: [a]\ntimespan: 5m\ncondition: a',
      ['correlation-condition 6:16'],
    ],
    [
      'a condition that does not parse',
      'type: temporal\nrules: [a]\ntimespan: 5m\ncondition: a and',
      ['correlation-condition 6:20'],
    ],
    [
      'rules that differ from the condition',
      'type: temporal\nrules: [a, b]\ntimespan: 5m\ncondition: a and c',
      ['correlation-rules 4:16', 'correlation-rules 6:22'],
    ],
    [
      'aliases that are no maps',
      `type: event_count\nrules: [a]\naliases: {x: y}\n${rest}`,
      ['correlation-aliases 5:18'],
    ],
    ['a generate in quotes', `type: event_count\nrules: [a]\ngenerate: "true"\n${rest}`, ['correlation-generate 5:15']],
  ])('refuses %s', (_, body, expected) => {
    expect(refused(body)).toEqual(expected);
  });
});
