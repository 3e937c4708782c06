import { GAP, type LikePiece } from '../sql/like';
import { sqlText } from '../sql/sqlText';
import { maybeInBoolean, maybeInNumber, ODD_NUMBER } from './numbers';
import type { Shape } from './shape';
import { piecesTerm, type Subject, type Term } from './term';

/**
 * ASCII characters that no writer of JSON escapes in strings. Files have `\/` and `\u003c`, some readers write JSON anew
 * and some do not: what any of them may write in another way stands for a gap.
 */
const SAFE_RUN = /([^A-Za-z0-9 !#$%()*,\-.:;?@[\]^_{|}~]+)/;

/**
 * Something that is true of each JSON text with a value of a shape at a path: its keys in order, then the value. A value
 * that may be a number is also looked for among numbers in odd forms.
 *
 * @param sql the column
 * @param path below the column; empty: the column's own value, which may be a text without quotes
 */
export function jsonTerm(sql: string, path: readonly string[], shape: Shape): Term {
  const subject: Subject = { sql, form: shape.cased ? 'plain' : 'lower' };
  const keys = keyPieces(path, shape.cased);
  const texts = shape.pieces.filter((piece) => typeof piece === 'string').map((text) => text.toLowerCase());
  const isEmpty = texts.length === 0 && shape.start && shape.end && shape.pieces.length === 0;
  const maybeNumber = !isEmpty && texts.every(maybeInNumber);
  const quoted = path.length > 0 && !maybeNumber && (isEmpty || !texts.every(maybeInBoolean));
  const value = shape.pieces.flatMap((piece): LikePiece[] => (typeof piece === 'string' ? safePieces(piece) : [GAP]));
  const pieces: LikePiece[] = [...keys, ...quote(quoted && shape.start), ...value, ...quote(quoted && shape.end)];
  const found = piecesTerm(subject, pieces, false, false);
  return maybeNumber && texts.some((text) => text !== '')
    ? { op: 'or', of: [found, oddNumber({ sql, form: 'plain' })] }
    : found;
}

/** Something that is true of each JSON text with a key at a path. */
export function jsonKeyTerm(sql: string, path: readonly string[]): Term {
  return piecesTerm({ sql, form: 'lower' }, keyPieces(path, false), false, false);
}

/** Some number in a JSON text, or the text itself, may read as digits that it does not show. */
export function oddNumber(subject: Subject): Term {
  return { op: 'test', subject, test: `regexp_like(${subject.sql}, ${sqlText(ODD_NUMBER)})`, negated: false };
}

function quote(wanted: boolean): LikePiece[] {
  return wanted ? ['"'] : [];
}

function keyPieces(path: readonly string[], cased: boolean): LikePiece[] {
  return path.flatMap((key): LikePiece[] => ['"', ...safePieces(cased ? key : key.toLowerCase()), '"', GAP]);
}

function safePieces(text: string): LikePiece[] {
  return text
    .split(SAFE_RUN)
    .map((part, index): LikePiece => (index % 2 === 1 ? GAP : part))
    .filter((part) => part !== '');
}
