import fc from 'fast-check';
import { compileEngine, EventParseError } from '../compile/engine';
import { loadRuleSet } from '../collection/loadRuleSet';
import type { SigmaRule } from '../types';
import { recordScanner } from './recordScanner';

const CAPACITY = 1 << 16;

/** Rules by their selections, as YAML flow maps; the condition may name more than the selection. */
function rules(...detections: string[]): readonly SigmaRule[] {
  const text = detections
    .map(
      (detection, index) =>
        `title: R${index}\nlogsource: {product: aws}\ndetection: ${detection.startsWith('{condition') ? detection : `{selection: ${detection}, condition: selection}`}\n`
    )
    .join('---\n');
  return loadRuleSet([{ file: 'r.yml', text }]).rules;
}

/** Line numbers of the candidates. */
function candidates(set: readonly SigmaRule[], text: string): number[] | undefined {
  const scanner = compileEngine(set).scanner(CAPACITY);
  if (!scanner) {
    return undefined;
  }
  const bytes = new TextEncoder().encode(text);
  scanner.input.set(bytes);
  return scanner.scan(0, bytes.length, true).candidates.map(({ line }) => line);
}

describe('the record scanner', () => {
  it('finds lines by names, values of nested fields and parts of values, whatever their case', () => {
    const set = rules(
      '{eventName: [CreateUser, DeleteUser]}',
      "{userIdentity.arn|re: ':role/x'}",
      '{userAgent|contains: kali}'
    );
    const lines = [
      '{"eventName":"createuser"}',
      '{"eventName":"GetUser","requestParameters":{"eventName":"CreateUser"}}',
      '{ "userIdentity" : { "type":"x", "arn" : "a:ROLE/x" }, "eventName":"GetUser"}',
      '{"other":{"userIdentity":{"arn":":role/x"}},"eventName":"GetUser"}',
      '{"userAgent":"aws-cli kali/1"}',
      '{"userAgent":"aws-cli"}',
      '{"userAgent":null,"eventName":null}',
    ];
    expect(candidates(set, lines.join('\n'))).toEqual([0, 2, 4]);
  });

  it('lets through all that it cannot tell, and all that is no whole object', () => {
    const set = rules('{a.b: x}');
    const through = [
      '{"a":{"b":"\\u0078"}}',
      '{"a":{"b":"ſ"}}',
      '{"\\u0061":{"b":"y"}}',
      '{"a":[{"b":"x"}]}',
      '{"a":{"b":["x"]}}',
      '{"a":{"b":5}}',
      '{"a.b":"x"}',
      '{"a":{"b":"y"},"a":{"b":"x"}}',
      '{"a":1',
      '{"a":{"b":"y"}]',
      '{"c":"}',
      '{"c":"\\"}',
      '{} {}',
      '{}x',
      '[]',
      'null',
      '}',
      `${'{"c":'.repeat(300)}1${'}'.repeat(300)}`,
    ];
    expect(candidates(set, through.join('\n'))).toEqual(through.map((_, index) => index));
    const held = [
      '{}',
      '{"c":"\\\\"}',
      '{"c":"}{"}',
      ' {"a":{"b":"y"}} \r',
      '{"a":null}',
      '{"a":{"c":"x"}}',
      '{"b":"x"}',
    ];
    expect(candidates(set, held.join('\n'))).toEqual([]);
  });

  it('counts lines and records, blank lines and a last line without an end', () => {
    const scanner = recordScanner([], CAPACITY);
    const bytes = new TextEncoder().encode('{}\n\n  \n{}\n{"a"');
    scanner?.input.set(bytes);
    expect(scanner?.scan(0, bytes.length, false)).toEqual({
      candidates: [],
      records: 2,
      lines: 4,
      consumed: bytes.length - 4,
    });
    expect(scanner?.scan(0, bytes.length, true)).toMatchObject({ candidates: [{ line: 4 }], records: 3, lines: 5 });
  });

  it('goes on where it stopped when there are more candidates than it can name at once', () => {
    const bytes = new TextEncoder().encode('x\n'.repeat(20_000));
    const scanner = recordScanner([], CAPACITY);
    scanner?.input.set(bytes);
    let found = 0;
    for (let from = 0; from < bytes.length;) {
      const scan = scanner?.scan(from, bytes.length, true);
      found += scan?.candidates.length ?? 0;
      from = scan?.consumed ?? bytes.length;
    }
    expect(found).toBe(20_000);
  });

  it.each(['{condition: not selection, selection: {a: b}}', '[keyword]', '{a: null}', '{a|exists: false}'])(
    'is not there for a rule that may match anything: %s',
    (detection) => {
      expect(candidates(rules('{b: c}', detection), '{}')).toBeUndefined();
    }
  );
});

describe('what the scanner passes over', () => {
  const value = fc.constantFrom(
    '"x"',
    '"X"',
    '"xy"',
    '"\\u0078"',
    '"y"',
    '5',
    'true',
    'null',
    '["x","y"]',
    '{"b":"x"}',
    '[{"b":"x"}]',
    '""',
    '"{"',
    '"\\""',
    '"é"'
  );
  const key = fc.constantFrom('a', 'b', 'a.b', '\\u0061', 'c');
  const blank = fc.constantFrom('', '', ' ', '\t');
  const object = (inner: fc.Arbitrary<string>) =>
    fc
      .array(fc.tuple(blank, key, blank, inner, blank), { maxLength: 4 })
      .map((members) => `{${members.map(([a, k, b, v, c]) => `${a}"${k}"${b}:${c}${v}`).join(',')}}`);
  const nested = object(
    fc.oneof(
      value,
      object(value),
      object(value).map((text) => `[${text}]`)
    )
  );
  const damaged = fc
    .tuple(nested, fc.nat(40), fc.constantFrom('', '"', '{', '}', ',', '\\', '['))
    .map(([text, at, char]) => text.slice(0, at) + char + text.slice(at + 1));
  const line = fc.oneof({ weight: 4, arbitrary: nested }, { weight: 1, arbitrary: damaged });
  const detection = fc.constantFrom(
    '{a: x}',
    '{a.b: x}',
    '{a.b|contains: x}',
    '{b|startswith: x, c: y}',
    "{a|re: 'x+'}",
    '{c|exists: true}',
    '{a|gt: 4}',
    '{a: 5}',
    '[{a: x}, {b: x}]',
    '{a: true}',
    '{a|fieldref: b}',
    "{a: ''}",
    "{b: '?'}"
  );

  it('is never a record that a rule matches, nor one that cannot be read but for its tokens', () => {
    fc.assert(
      fc.property(
        fc.array(detection, { minLength: 1, maxLength: 3 }),
        fc.array(line, { maxLength: 6 }),
        (detections, lines) => {
          const set = rules(...detections);
          const found = candidates(set, lines.join('\n')) ?? [];
          const naive = compileEngine(set, { naive: true });
          lines.forEach((text, index) => {
            try {
              const { matches } = naive.matchText(text);
              expect([text, matches.length > 0 && !found.includes(index)]).toEqual([text, false]);
            } catch (error) {
              expect(error).toBeInstanceOf(EventParseError);
            }
          });
        }
      ),
      { numRuns: 4000 }
    );
  });
});
