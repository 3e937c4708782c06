import { RE2JS } from 're2js';
import type { Limits } from '../limits';

/** What is wrong with a regular expression, and which of its characters, `[from, to)`. */
export interface RegexFault {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/**
 * Checks that a pattern is RE2 syntax (https://github.com/google/re2/wiki/Syntax), which runs in time linear in the text, and
 * that it is not too large. Returns undefined for a good pattern.
 */
export function checkRegex(
  pattern: string,
  flags: readonly string[],
  limits: Pick<Limits, 'regexLength' | 'regexProgram'>
): RegexFault | undefined {
  if (pattern.length > limits.regexLength) {
    return {
      message: `The regular expression has ${pattern.length} characters; at most ${limits.regexLength} are allowed. Split it into several values.`,
      from: 0,
      to: pattern.length,
    };
  }
  if (estimateRegexSize(pattern) > limits.regexProgram) {
    return tooLarge(pattern);
  }
  const unsupported = findUnsupported(pattern);
  if (unsupported) {
    return unsupported;
  }
  try {
    const bits = flags.reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0);
    const size = RE2JS.compile(pattern, bits).programSize();
    if (size > limits.regexProgram) {
      return tooLarge(pattern);
    }
    return undefined;
  } catch (error) {
    return describeSyntaxError(pattern, error);
  }
}

function tooLarge(pattern: string): RegexFault {
  return {
    message: 'The regular expression is too large once its repetitions are written out. Use smaller counts in {n,m}.',
    from: 0,
    to: pattern.length,
  };
}

/**
 * About how many instructions a pattern takes with its counted repetitions written out, without compiling it, which for a
 * hostile pattern takes seconds. Counts of nested repetitions are added, not multiplied; RE2 bounds their product to 1,000.
 */
export function estimateRegexSize(pattern: string): number {
  const groups: number[] = [];
  let size = pattern.length;
  let atom = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '{') {
      const counts = /^\{([0-9]{1,4})(?:,([0-9]{0,4}))?\}/.exec(pattern.slice(i, i + 12));
      size += counts ? Math.max(Number(counts[1]), Number(counts[2] ?? 0)) * (i - atom) : 0;
    } else if (character === ')') {
      atom = groups.pop() ?? i;
    } else {
      atom = i;
      if (character === '(') {
        groups.push(i);
      }
      i += character === '\\' ? 1 : 0;
    }
  }
  return size;
}

/** Syntax of other engines that linear-time matching rules out. */
const UNSUPPORTED: ReadonlyArray<{ readonly start: RegExp; readonly name: string; readonly advice: string }> = [
  { start: /\(\?=/y, name: 'Lookahead (?=…)', advice: 'Write a second condition on the field, for example with |all.' },
  {
    start: /\(\?!/y,
    name: 'Negative lookahead (?!…)',
    advice: 'Write the exclusion as a filter: a detection behind "and not".',
  },
  { start: /\(\?<=/y, name: 'Lookbehind (?<=…)', advice: 'Put what must stand before into the expression itself.' },
  {
    start: /\(\?<!/y,
    name: 'Negative lookbehind (?<!…)',
    advice: 'Write the exclusion as a filter: a detection behind "and not".',
  },
  { start: /\(\?>/y, name: 'The atomic group (?>…)', advice: 'Use a plain group: matching never backtracks here.' },
  {
    start: /\\[1-9]/y,
    name: 'The back-reference',
    advice: 'Compare two fields with |fieldref, or write the repeated text out.',
  },
  {
    start: /\(\?P=/y,
    name: 'The back-reference (?P=…)',
    advice: 'Compare two fields with |fieldref, or write the repeated text out.',
  },
  {
    start: /\\k[<{']/y,
    name: 'The back-reference \\k',
    advice: 'Compare two fields with |fieldref, or write the repeated text out.',
  },
];

function findUnsupported(pattern: string): RegexFault | undefined {
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (!inClass && (character === '(' || character === '\\')) {
      for (const { start, name, advice } of UNSUPPORTED) {
        start.lastIndex = i;
        const match = start.exec(pattern);
        if (match) {
          return {
            message: `${name} is not supported: expressions are matched in linear time, as RE2 does. ${advice}`,
            from: i,
            to: i + match[0].length,
          };
        }
      }
    }
    if (character === '\\') {
      i++;
    } else if (inClass) {
      inClass = character !== ']';
    } else if (character === '[') {
      inClass = true;
      // A ] right after [ or [^ is a member of the class.
      if (pattern[i + 1] === '^') {
        i++;
      }
      if (pattern[i + 1] === ']') {
        i++;
      }
    }
  }
  return undefined;
}

function describeSyntaxError(pattern: string, error: unknown): RegexFault {
  const details = error as { error?: unknown; input?: unknown };
  const reason = typeof details.error === 'string' ? details.error : 'invalid syntax';
  const part = typeof details.input === 'string' ? details.input : '';
  const found = part === '' ? -1 : pattern.lastIndexOf(part);
  const from = found < 0 ? 0 : found;
  const to = found < 0 ? pattern.length : found + part.length;
  const shown = part === '' || part === pattern ? '' : ` at "${part.length > 40 ? `${part.slice(0, 39)}…` : part}"`;
  return {
    message: `This is no regular expression in RE2 syntax: ${reason}${shown}. Correct it, or escape the character with a backslash.`,
    from,
    to,
  };
}
