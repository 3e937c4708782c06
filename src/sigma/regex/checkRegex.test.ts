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
