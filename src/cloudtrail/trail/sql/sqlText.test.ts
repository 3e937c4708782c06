import { isSendable, sqlName, sqlText } from './sqlText';

it.each([
  ['plain', "'plain'"],
  ["it's", "'it''s'"],
  ['back\\slash', "'back\\slash'"],
  ['', "''"],
  ['a\nb', "U&'a\\000ab'"],
  ["é'\\", "U&'\\00e9''\\\\'"],
  ['😀\0', "U&'\\+01f600\\0000'"],
])('quotes %j', (value, literal) => {
  expect(sqlText(value)).toBe(literal);
});

it('refuses half a character', () => {
  expect(isSendable('\ud83d')).toBe(false);
  expect(() => sqlText('a\ude00')).toThrow(RangeError);
});

it('quotes names', () => {
  expect(sqlName('a"b')).toBe('"a""b"');
});
