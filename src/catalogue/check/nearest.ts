/** Longer words are not compared: a mistyped name is short, and a hostile one must cost nothing. */
const MAX_LENGTH = 100;

/** The word that is most like another one, at most `limit` edits away and in another spelling; undefined without one. */
export function nearest(word: string, words: Iterable<string>, limit = 2): string | undefined {
  if (word.length > MAX_LENGTH) {
    return undefined;
  }
  let best: string | undefined;
  let least = limit + 1;
  const lower = word.toLowerCase();
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) < least) {
      const distance = editDistance(lower, candidate.toLowerCase());
      if (distance < least) {
        [best, least] = [candidate, distance];
      }
    }
  }
  return best;
}

/** Insertions, deletions, substitutions and swaps of neighbours that make one text of another. */
export function editDistance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
