import { sqlText } from './sqlText';

/** Any run of characters in a pattern; a piece of text that is empty cannot be told from it otherwise. */
export const GAP = Symbol('gap');
/** One character. */
export const ONE = Symbol('one');
export type LikePiece = string | typeof GAP | typeof ONE;

/** The pieces as a LIKE pattern with `\` as its escape. Gaps next to each other are one. */
export function likePattern(pieces: readonly LikePiece[]): string {
  return pieces
    .filter((piece) => piece !== '')
    .filter((piece, index, all) => piece !== GAP || all[index - 1] !== GAP)
    .map((piece) => (piece === GAP ? '%' : piece === ONE ? '_' : piece.replace(/[\\%_]/g, '\\$&')))
    .join('');
}

/** A LIKE test. */
export function likeSql(subject: string, pattern: string): string {
  return `${subject} LIKE ${sqlText(pattern)}${pattern.includes('\\') ? " ESCAPE '\\'" : ''}`;
}
