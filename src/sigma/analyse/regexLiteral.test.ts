import { RE2JS } from 're2js';
import fc from 'fast-check';
import { regexLiteral } from './regexLiteral';

it.each([
  ['.+:assumed-role/aws:.+', ':assumed-role/aws:'],
  ['^Root$', 'root'],
  ['abc?def', 'def'],
  ['abc+def', 'abc'],
  ['ab{0,2}cde', 'cde'],
  ['ab{2}cde', 'cde'],
  ['a\\.b\\.amazonaws', 'a.b.amazonaws'],
  ['x(yy|zzzz)wwwww', 'wwwww'],
  ['[abc]def[)(]g', 'def'],
  ['[]abc]de', 'de'],
  ['[[:alpha:]]{3}xyz', 'xyz'],
  ['one|two', ''],
  ['\\Qa.b\\E', ''],
  ['\\x41bc', 'bc'],
  ['\\pLabcd\\p{Greek}ef', 'bcd'],
  ['(?i)Key', 'key'],
  ['straße', 'stra'],
  ['', ''],
])('%s must hold "%s"', (pattern, literal) => {
  expect(regexLiteral(pattern)).toBe(literal);
});

it('is held by whatever the pattern matches', () => {
  const atom = fc.constantFrom(
    'a',
    'B',
    'cd',
    '\\.',
    '.',
    '[ab]',
    '[^]x]',
    '(ab|c)',
    '\\d',
    '^',
    '$',
    '\\x41',
    '(?:A)',
    '\\bab'
  );
  const part = fc
    .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,1}', '{1,}', '+?'))
    .map((two) => two.join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'c', 'd', '.', 'A', '1', 'x'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), text, (parts, value) => {
      const pattern = parts.join('');
      let matches = false;
      try {
        matches = RE2JS.compile(pattern).matcher(value).find();
      } catch {
        return;
      }
      if (matches) {
        expect(value.toLowerCase()).toContain(regexLiteral(pattern));
      }
    }),
    { numRuns: 5000 }
  );
});
