import type { Random } from './random';

/** Pieces that mean something in YAML, conditions, expressions, Sigma strings or JSON. */
const PIECES = [
  "'",
  '"',
  '[',
  ']',
  '{',
  '}',
  ':',
  ': ',
  '- ',
  '|',
  '>',
  '&a ',
  '*a',
  '<<: *a',
  '!!str ',
  '!x ',
  '---\n',
  '...\n',
  '\n',
  '\r',
  '\t',
  '    ',
  '\\',
  '%',
  '%x%',
  '#',
  '? ',
  '\0',
  '\u0085',
  '\u2028',
  '\ud800',
  '\ufeff',
  '😀',
  '(',
  ')',
  ' not ',
  ' and ',
  ' or ',
  '1 of ',
  'them',
  '|re',
  '|all',
  '|windash',
  '|base64offset',
  '|cidr',
  '|expand',
  '|fieldref',
  '(a+)+$',
  '{1000}',
  '[^',
  '(?=x)',
  '\\1',
  '**',
  '??',
  'null',
  '~',
  'true',
  '1e999',
  '-0',
  '0x',
  '__proto__: ',
  'action: global\n',
  'correlation:\n',
  'filter:\n',
];
/** A mutated text stays below this length. */
const MAX_LENGTH = 200_000;

/** A text with a few changes: pieces put in, taken out, doubled, moved from another text. */
export function mutate(random: Random, text: string, other: string): string {
  let result = text;
  for (let left = 1 + random.below(6); left > 0 && result.length < MAX_LENGTH; left--) {
    const at = random.below(result.length + 1);
    const end = Math.min(result.length, at + random.below(random.chance(0.1) ? 400 : 20));
    const [before, middle, after] = [result.slice(0, at), result.slice(at, end), result.slice(end)];
    switch (random.below(6)) {
      case 0:
        result = before + after;
        break;
      case 1:
        result = before + middle.repeat(2 + random.below(random.chance(0.05) ? 500 : 4)) + after;
        break;
      case 2: {
        const from = random.below(other.length + 1);
        result = before + other.slice(from, from + random.below(80)) + middle + after;
        break;
      }
      case 3:
        result = before + String.fromCharCode(random.below(random.chance(0.8) ? 128 : 0x1_0000)) + after;
        break;
      default:
        result = before + random.pick(PIECES) + (random.chance(0.5) ? middle : '') + after;
    }
  }
  return result;
}
