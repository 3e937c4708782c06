import { RE2JS } from 're2js';
import fc from 'fast-check';
import { GAP, likePattern as printPattern } from '../sql/like';
import { regexShapes } from './regexShapes';
import { likePattern } from './testing/evaluateTerm';

/** The patterns of LIKE that a text in lower case must fit one of. */
function patterns(pattern: string, flags: readonly string[] = []): string[] | undefined {
  return regexShapes(pattern, flags)?.map(({ pieces, start, end }) =>
    printPattern([...(start ? [] : [GAP]), ...pieces, ...(end ? [] : [GAP])] as Array<string | typeof GAP>)
  );
}

it.each<[string, string[] | undefined]>([
  ['.+:assumed-role/aws:.+', ['%:assumed-role/aws:%']],
  ['^AKIA[A-Z0-9]{16}$', ['akia%']],
  ['^(Create|Delete)User$', ['createuser', 'deleteuser']],
  ['iam\\.amazonaws', ['%iam.amazonaws%']],
  ['a(b|c)?d', ['%a%d%']],
  ['(?i)Keys', ['%key%']],
  ['ab+c', ['%ab%c%']],
  ['x{0}y', ['%y%']],
  ['(?:ab){2}', ['%ab%']],
  ['a|', undefined],
  ['[abc]+', undefined],
  ['\\Qa.b\\E', undefined],
  ['straße', ['%stra%e%']],
  ['\\x41bc\\pLd', ['%bc%d%']],
])('%s needs %j', (pattern, expected) => {
  expect(patterns(pattern)).toEqual(expected);
});

it.each([
  ['alternatives that multiply', '(a|b)'.repeat(1000)],
  ['nested groups', '('.repeat(400) + 'a' + ')'.repeat(400)],
  ['many gaps', 'a.'.repeat(4000)],
  ['a long text', 'a'.repeat(8000)],
])('bounds %s', (_, pattern) => {
  const shapes = regexShapes(pattern, []) ?? [];
  expect(shapes.length).toBeLessThanOrEqual(16);
  shapes.forEach(({ pieces }) => expect(pieces.length).toBeLessThan(200));
});

it('lets each text through that the pattern matches', () => {
  const atom = fc.constantFrom(
    'a',
    'B',
    's',
    'k',
    'cd',
    '\\.',
    '.',
    '[ab]',
    '[^]x]',
    '(ab|c)',
    '(?:A|)',
    '\\d',
    '^',
    '$',
    '\\x41',
    '\\bab',
    '(?i:s)',
    '|',
    '\\z'
  );
  const part = fc
    .tuple(atom, fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,1}', '{1,}', '+?'))
    .map((two) => two.join(''));
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'B', 'c', 'd', '.', 'A', '1', 'x', '\u017f', '\u212a', 's', '\n'),
    maxLength: 10,
  });
  let matched = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), text, fc.subarray(['i', 'm', 's']), (parts, value, flags) => {
      const pattern = parts.join('');
      let matches = false;
      try {
        const bits = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL } as Record<string, number>;
        matches = RE2JS.compile(
          pattern,
          flags.reduce((sum, flag) => sum | (bits[flag] ?? 0), 0)
        )
          .matcher(value)
          .find();
      } catch {
        return;
      }
      const like = patterns(pattern, flags);
      if (matches && like) {
        matched++;
        expect(like.some((one) => likePattern(one).test(value.toLowerCase()))).toBe(true);
      }
    }),
    { numRuns: 20_000 }
  );
  expect(matched).toBeGreaterThan(200);
});
