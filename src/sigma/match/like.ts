import type { PatternToken } from '../types';
import { fold } from '../event/text';

/** One character of a pattern; undefined for `?`. */
type Slot = string | undefined;

/**
 * A test whether a whole text fits a pattern with wildcards: `*` any run of characters (newlines too), `?` one
 * character (a code point). Takes at most text length × pattern length steps.
 */
export function likeTest(pattern: readonly PatternToken[], cased: boolean): (text: string) => boolean {
  const runs: Slot[][] = [[]];
  for (const token of pattern) {
    if (token === '*') {
      runs.push([]);
    } else {
      const run = runs[runs.length - 1] ?? [];
      run.push(...(token === '?' ? [undefined] : [...(cased ? token.text : fold(token.text))]));
    }
  }
  const first = runs[0] ?? [];
  const last = runs[runs.length - 1] ?? [];
  const middle = runs.slice(1, -1).filter((run) => run.length > 0);
  const shortest = runs.reduce((sum, run) => sum + run.length, 0);
  return (text) => {
    const letters = [...(cased ? text : fold(text))];
    if (letters.length < shortest || !fits(first, letters, 0)) {
      return false;
    }
    if (runs.length === 1) {
      return letters.length === first.length;
    }
    const end = letters.length - last.length;
    if (!fits(last, letters, end)) {
      return false;
    }
    let at = first.length;
    for (const run of middle) {
      while (at + run.length <= end && !fits(run, letters, at)) {
        at++;
      }
      if (at + run.length > end) {
        return false;
      }
      at += run.length;
    }
    return at <= end;
  };
}

function fits(run: readonly Slot[], letters: readonly string[], at: number): boolean {
  for (let index = 0; index < run.length; index++) {
    const slot = run[index];
    if (slot !== undefined && slot !== letters[at + index]) {
      return false;
    }
  }
  return true;
}
