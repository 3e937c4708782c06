import { DEFAULT_LIMITS } from '../limits';
import { checkRegex } from './checkRegex';

const at = (pattern: string): string | undefined => {
  const fault = checkRegex(pattern, [], DEFAULT_LIMITS);
  return fault && pattern.slice(fault.from, fault.to);
};

it.each([
  '',
  'a+',
  '.+:assumed-role/aws:.+',
  '(?i)x',
  '(?P<n>a)',
  '[]a]',
  '[^](?!]',
  '\\(?=',
  'é{2,3}',
  '\\bx\\B',
  '\\d\\w\\S',
  '\\pL',
])('accepts %j', (pattern) => {
  expect(at(pattern)).toBeUndefined();
});

it('knows the size of a pattern without compiling it', () => {
  const size = (pattern: string): boolean => checkRegex(pattern, [], DEFAULT_LIMITS) === undefined;
  expect(size('a{1000}'.repeat(10))).toBe(true);
  expect(size('a{1000}'.repeat(1000))).toBe(false);
  expect(size(`(${'abc'.repeat(200)}){500}`)).toBe(false);
  expect(size(`(?:${'x{9}'.repeat(100)}){20}`)).toBe(true);
  expect(size('[{1000}]a{,9}\\{1000}')).toBe(true);
});

it.each([
  ['a(?!b)', '(?!'],
  ['a(?<=b)', '(?<='],
  ['(?>a)', '(?>'],
  ['(a)\\1', '\\1'],
  ['\\\\(a)\\2', '\\2'],
  ['(?P<n>a)(?P=n)', '(?P='],
  ['a\\k<n>', '\\k<'],
  ['x**', '**'],
  ['[z-a]', 'z-a'],
  ['a{2,1}', '{2,1}'],
  ['\\Z', '\\Z'],
  ['(', '('],
])('refuses %j at %j', (pattern, part) => {
  expect(at(pattern)).toBe(part);
});
