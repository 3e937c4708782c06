/** Characters that mean themselves behind a backslash. */
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** A quantifier that lets what stands before it be absent. */
const OPTIONAL = /^(?:[*?]|\{0*(?:,|\}|0,))/;
const QUANTIFIER = /^(?:[*+?]|\{\d*,?\d*\})\??/;

/**
 * The longest run of ASCII text, in lower case, that every match of a pattern must hold; '' where none can be told.
 * Looks at the top level alone: groups and classes end a run, an alternation there gives nothing.
 */
export function regexLiteral(pattern: string): string {
  const runs: string[] = [''];
  const end = () => runs.push('');
  for (let at = 0; at < pattern.length;) {
    const char = pattern[at];
    let literal: string | undefined;
    if (char === '|') {
      return '';
    } else if (char === '\\') {
      const next = pattern[at + 1] ?? '';
      if (next === 'Q') {
        return '';
      }
      literal = PUNCTUATION.test(next) ? next : undefined;
      // \pN, \p{Greek}, \x41, \x{41}, \123: none of them is taken for text, nor what belongs to them.
      at +=
        2 +
        (/^(?:\{[^}]*\}|[0-9A-Za-z]{0,2})/.exec(/[pPx0-7]/.test(next) ? pattern.slice(at + 2) : '')?.[0].length ?? 0);
    } else if (char === '(') {
      at = groupEnd(pattern, at);
    } else if (char === '[') {
      at = classEnd(pattern, at);
    } else {
      literal = '.^$'.includes(char) || char > '\x7f' ? undefined : char;
      at++;
    }
    const rest = pattern.slice(at, at + 24);
    const quantifier = QUANTIFIER.exec(rest)?.[0] ?? '';
    if (literal === undefined || OPTIONAL.test(rest)) {
      end();
    } else {
      runs[runs.length - 1] += literal.toLowerCase();
      if (quantifier !== '') {
        end();
      }
    }
    at += quantifier.length;
  }
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

function groupEnd(pattern: string, start: number): number {
  let depth = 0;
  for (let at = start; at < pattern.length; at++) {
    if (pattern[at] === '\\') {
      at++;
    } else if (pattern[at] === '[') {
      at = classEnd(pattern, at) - 1;
    } else if (pattern[at] === '(') {
      depth++;
    } else if (pattern[at] === ')' && --depth === 0) {
      return at + 1;
    }
  }
  return pattern.length;
}

function classEnd(pattern: string, start: number): number {
  // A bracket right after the opening one, or after its ^, is one of the class.
  let at = start + (pattern[start + 1] === '^' ? 3 : 2);
  for (; at < pattern.length; at++) {
    if (pattern[at] === '\\') {
      at++;
    } else if (pattern.startsWith('[:', at)) {
      at = Math.max(at, pattern.indexOf(':]', at) + 1);
    } else if (pattern[at] === ']') {
      return at + 1;
    }
  }
  return pattern.length;
}
