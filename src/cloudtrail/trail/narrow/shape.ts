import { fold, parseCidr, type PatternToken, type Predicate } from '../../../sigma';
import { GAP, ONE, type LikePiece } from '../sql/like';
import { isSendable } from '../sql/sqlText';

/**
 * What the text of a value must look like: pieces in order, from its start and up to its end where these are set. Pieces
 * of a shape that is `cased` are compared as they are; the others are lower-case ASCII, to be compared with the text in
 * lower case.
 */
export interface Shape {
  readonly pieces: readonly LikePiece[];
  readonly start: boolean;
  readonly end: boolean;
  readonly cased: boolean;
  /** The shape says all: every text that has it fits. Otherwise it is only something that each fitting text has. */
  readonly exact: boolean;
}

/** UTF-16 units and pieces of one value in a statement. */
const MAX_LENGTH = 300;
const MAX_PIECES = 40;

/** Predicates about the text of a value. */
type TextPredicate = Extract<Predicate, { kind: 'eq' | 'contains' | 'startswith' | 'endswith' | 'like' }>;

/** The shape of what equals a text, starts with it and so on; undefined where nothing of it can be put into SQL. */
export function textShape(predicate: TextPredicate): Shape | undefined {
  const cased = predicate.cased ?? false;
  const tokens = tokensOf(predicate);
  const pieces: LikePiece[] = [];
  let exact = true;
  for (const token of tokens) {
    if (token === '*') {
      pieces.push(GAP);
    } else if (token === '?') {
      pieces.push(ONE);
    } else if (cased) {
      if (!isSendable(token.text)) {
        return undefined;
      }
      pieces.push(token.text);
    } else {
      // lower() knows other letters than our folding does, but both agree on ASCII.
      const runs = asciiRuns(fold(token.text));
      exact &&= runs.every((run) => run !== GAP);
      pieces.push(...runs);
    }
  }
  const { kind } = predicate;
  return bounded({
    pieces,
    start: kind !== 'contains' && kind !== 'endswith',
    end: kind !== 'contains' && kind !== 'startswith',
    cased,
    exact,
  });
}

/** The shape's beginning, where it is longer than a statement should be made for one value. */
function bounded(shape: Shape): Shape {
  const pieces: LikePiece[] = [];
  let length = 0;
  for (const piece of shape.pieces) {
    const size = typeof piece === 'string' ? piece.length : 1;
    if (length + size > MAX_LENGTH || pieces.length === MAX_PIECES) {
      const room = typeof piece === 'string' ? beginning(piece, MAX_LENGTH - length) : '';
      return { ...shape, pieces: room === '' ? pieces : [...pieces, room], end: false, exact: false };
    }
    pieces.push(piece);
    length += size;
  }
  return shape;
}

/** At most so many UTF-16 units of a text, no surrogate pair cut apart. */
function beginning(text: string, length: number): string {
  const cut = text.slice(0, length);
  return isSendable(cut) ? cut : cut.slice(0, -1);
}

function tokensOf(predicate: TextPredicate): readonly PatternToken[] {
  if (predicate.kind === 'like') {
    return predicate.pattern;
  }
  const text = String(predicate.value);
  return text === '' ? [] : [{ text }];
}

/** The ASCII of a text, with gaps in place of all else. */
export function asciiRuns(text: string): LikePiece[] {
  return text
    .split(/([^\0-\x7f]+)/)
    .map((part, index): LikePiece => (index % 2 === 1 ? GAP : part))
    .filter((part) => part !== '');
}

/** How each address of a network begins, as a text; an IPv6 address, which has several forms, only holds a colon. */
export function networkShape(network: string): Shape {
  const { network: parsed } = parseCidr(network);
  const base = { end: false, cased: false, exact: false };
  if (parsed?.version !== 4) {
    return { ...base, pieces: [':'], start: false };
  }
  const whole = Math.floor(parsed.prefix / 8);
  const octets = parsed.bytes.slice(0, whole).join('.');
  return whole === 4
    ? { ...base, pieces: [octets], start: true, end: true }
    : { ...base, pieces: [whole === 0 ? '' : `${octets}.`, GAP, '.'], start: true };
}
