import { DEFAULT_LIMITS, type Limits } from '../limits';
import { createReport } from '../parse/report';
import { places } from '../testing/rules';
import { member, toPlain, type YamlMapping } from './node';
import { parseYaml, type YamlText } from './parseYaml';
import { isSurprising, typePlainScalar } from './scalars';

function parse(text: string, limits: Partial<Limits> = {}): YamlText & { problems: string[]; messages: string[] } {
  const report = createReport('x.yml');
  const result = parseYaml(text, { ...DEFAULT_LIMITS, ...limits }, report);
  return { ...result, problems: places(report.problems), messages: report.problems.map(({ message }) => message) };
}

const plain = (text: string): unknown[] => parse(text).documents.map(({ root }) => toPlain(root));

describe('documents', () => {
  it('keeps the others where one has a syntax error, and says where', () => {
    const { documents, problems } = parse('a: 1\n---\nb: [1,\n---\nc: 3\n');
    expect(documents.map(({ root }) => toPlain(root))).toEqual([{ a: 1 }, { c: 3 }]);
    expect(documents.map(({ index }) => index)).toEqual([0, 2]);
    expect(problems).toEqual(['yaml-syntax 4:1']);
  });

  it('gives each document its body without the marker lines', () => {
    const bodies = (text: string): string[] => parse(text).documents.map(({ body }) => body);
    expect(bodies('# c\na: 1\n')).toEqual(['# c\na: 1\n']);
    expect(bodies('---\na: 1\n---\nb: 2')).toEqual(['a: 1\n', 'b: 2']);
    expect(bodies('a: 1\r\n---\r\nb: 2\r\n...\r\n')).toEqual(['a: 1\r\n', 'b: 2\r\n']);
    expect(bodies('--- {a: 1}\n')).toEqual(['{a: 1}\n']);
    expect(bodies('\ufeffa: 1\n')).toEqual(['a: 1\n']);
  });

  it('skips empty documents, directives and comments', () => {
    expect(plain('---\n---\n# only a comment\n---\n~\n')).toEqual([]);
    expect(plain('%YAML 1.1\n---\na: 1\n---\n')).toEqual([{ a: 1 }]);
    expect(plain('')).toEqual([]);
  });

  it('does not split at dashes inside of a line or a block', () => {
    expect(plain('a: |\n  ---\n  x\nb: ---x\n')).toEqual([{ a: '---\nx\n', b: '---x' }]);
  });
});

describe('positions', () => {
  it('counts lines and columns from 1, with CRLF, quotes included', () => {
    const { documents } = parse("x: 1\r\n---\r\na:\r\n  - 'b c'\r\n");
    const root = documents[1]?.root as YamlMapping;
    const list = member(root, 'a');
    expect(list?.kind === 'sequence' && list.items[0]?.location).toEqual({
      line: 4,
      column: 5,
      endLine: 4,
      endColumn: 10,
    });
  });

  it('ends flow collections at their bracket', () => {
    const root = parse('a: [1, {b: [] } ] # [x]\nc: 2\n').documents[0]?.root as YamlMapping;
    expect(member(root, 'a')?.location).toMatchObject({ line: 1, column: 4, endColumn: 18 });
  });
});

describe('hostile input', () => {
  it.each<[string, string, Partial<Limits>, string]>([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', {}, 'yaml-duplicate-key 3:1'],
    [
      'an alias bomb',
      `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join(', ')}]\n`).join('')}`,
      {},
      'yaml-alias 4:46',
    ],
    ['an alias of what it stands in', 'a: &a [*a]\n', {}, 'yaml-alias 1:9'],
    ['an alias without anchor', 'a: *b\n', {}, 'yaml-alias 1:5'],
    ['deep flow nesting', '['.repeat(100_000), {}, 'yaml-syntax 1:100'],
    ['too many values', '[1, 2, 3, 4, 5]', { nodes: 4 }, 'yaml-too-large 1:9'],
    [
      'a document that is too long',
      'a: 1\n---\nb: xxxxxxxxxxxxxxxxxxxxxxxxx\n',
      { documentLength: 20 },
      'yaml-too-large 2:1',
    ],
    ['a text that is too long', 'aaaaaaaaaaaaaaaaaa', { sourceLength: 10 }, 'yaml-too-large 1:1'],
    ['a map as key', '{a: 1}: 2\n', {}, 'yaml-key 1:1'],
    ['a foreign tag', 'a: !!python/object:os.system x\n', {}, 'yaml-tag 1:4'],
    ['a tagged list', 'a: !!set [x]\n', {}, 'yaml-tag 1:4'],
    ['a number by tag that is none', 'a: !!int x\n', {}, 'yaml-tag 1:4'],
    ['a merge of a scalar', '<<: x\na: 1\n', {}, 'yaml-key 1:5'],
    ['a control character', 'a: "\u0000"\n', {}, 'yaml-syntax 1:5'],
    ['an open quote', "a: 'b\n", {}, 'yaml-syntax 2:1'],
    ['two roots', '{a: 1} {b: 2}', {}, 'yaml-syntax 1:8'],
  ])('refuses %s', (_, text, limits, expected) => {
    const { documents, problems, messages } = parse(text, limits);
    expect(problems).toEqual([expected]);
    expect(documents).toHaveLength(text.startsWith('a: 1\n---') ? 1 : 0);
    expect(messages[0]).toMatch(/\. [A-Z]/);
  });

  it('does not take names of Object for keys that are there', () => {
    const [value] = plain('constructor: 1\n__proto__: {polluted: true}\n') as [Record<string, unknown>];
    expect(Object.keys(value)).toEqual(['constructor', '__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

it('takes brackets that close at the indentation of their key, as libyaml does', () => {
  expect(plain('a: [\n  x,\n  "y" # it\'s [\n]\nb: {\r\n  c: 1\r\n}\n')).toEqual([{ a: ['x', 'y'], b: { c: 1 } }]);
  expect(plain('d:\n  a: [\n  x,\n# c\n\n  y]\n')).toEqual([{ d: { a: ['x', 'y'] } }]);
  const root = parse('a: [\n  x\n]\nb: 2\n').documents[0]?.root as YamlMapping;
  expect(member(root, 'a')?.location).toMatchObject({ line: 1, endLine: 3, endColumn: 2 });
  expect(member(root, 'b')?.location).toMatchObject({ line: 4, column: 4 });
});

it('does not join the lines of a string', () => {
  expect(parse("d:\n  a: ['x\n  y']\n").problems).toEqual(['yaml-syntax 3:3']);
  expect(parse('a: "x\ny"\n').problems).toEqual(['yaml-syntax 2:1']);
});

it('merges maps with <<, own keys first', () => {
  expect(plain('base: &b {x: 1, y: 2}\nother: &o {y: 3, z: 4}\nall:\n  <<: [*b, *o]\n  x: 0\n')).toEqual([
    { base: { x: 1, y: 2 }, other: { y: 3, z: 4 }, all: { y: 2, z: 4, x: 0 } },
  ]);
});

it.each<[string, unknown]>([
  ['yes', true],
  ['Off', false],
  ['y', 'y'],
  ['~', null],
  ['', null],
  ['null', null],
  ['nULL', 'nULL'],
  ['12', 12],
  ['+1_000', 1000],
  ['010', 8],
  ['089', '089'],
  ['0x1F', 31],
  ['0b11', 3],
  ['0o17', '0o17'],
  ['1:30', 90],
  ['1:30.5', 90.5],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1.', 1],
  ['1e3', '1e3'],
  ['1.0e+3', 1000],
  ['1.0e3', '1.0e3'],
  ['-.inf', -Infinity],
  ['.nan', NaN],
  ['0x_', '0x_'],
  ['=', '='],
  ['192.168.1.1', '192.168.1.1'],
  ['aws:x', 'aws:x'],
])('types the plain scalar %j as YAML 1.1', (text, value) => {
  expect(typePlainScalar(text).value).toEqual(value);
});

it('types dates as dates', () => {
  expect(typePlainScalar('2024-07-11')).toEqual({ type: 'timestamp', value: '2024-07-11' });
  expect(typePlainScalar('2024-7-1 10:00:00 Z').type).toBe('timestamp');
  expect(typePlainScalar('2024-7-1').type).toBe('string');
});

it('knows values that are not what they look like', () => {
  expect(['no', '010', '1:30', '12345678901234567890', '1_000'].filter(isSurprising)).toHaveLength(5);
  expect(['true', '0', '12', '00', 'x', '1.5'].filter(isSurprising)).toEqual([]);
});
