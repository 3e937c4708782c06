/** A piece of a text, found by a search or not. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** How much of a long text is shown around the first word found: little before it, as the line may be cut after it. */
const BEFORE = 20;
const SHOWN = 160;

/** The text in pieces, those that one of the words is found in marked; words are lower case. */
export function highlighted(text: string, words: readonly string[]): Piece[] {
  const lower = text.toLowerCase();
  // Some letters are longer in lower case: places would not fit.
  if (words.length === 0 || lower.length !== text.length) {
    return [{ text, found: false }];
  }
  const marks = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      marks.fill(true, at, at + word.length);
    }
  }
  const pieces: Piece[] = [];
  let start = 0;
  for (let end = 1; end <= text.length; end++) {
    if (end === text.length || marks[end] !== marks[start]) {
      pieces.push({ text: text.slice(start, end), found: marks[start] });
      start = end;
    }
  }
  return pieces;
}

/** The part of a long text around the first word that is found; undefined where none is. */
export function excerpt(text: string, words: readonly string[]): string | undefined {
  const flat = text.replace(/\s+/g, ' ').trim();
  const lower = flat.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  if (places.length === 0) {
    return undefined;
  }
  const start = Math.max(0, Math.min(...places) - BEFORE);
  const end = start + SHOWN;
  return `${start > 0 ? '…' : ''}${flat.slice(start, end)}${end < flat.length ? '…' : ''}`;
}
