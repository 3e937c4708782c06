import { GAP, type LikePiece } from '../sql/like';
import type { Shape } from './shape';

/** Alternatives are multiplied where they stand in a row; beyond so many, or so long ones, they are a gap. */
const MAX_ALTERNATIVES = 16;
const MAX_PIECES = 64;
const MAX_DEPTH = 50;

/** Marks of the text's start and end among pieces. */
const START = Symbol('start');
const END = Symbol('end');
type Piece = LikePiece | typeof START | typeof END;
/** What one way through a pattern puts into the text, in order. */
type Way = readonly Piece[];

const GAP_WAY: Way = [GAP];
const EMPTY: Way = [];

/** The pattern has something that is not understood here: nothing is said of it then. */
class NotUnderstood extends Error {}

/**
 * Shapes one of which each text has that an RE2 pattern matches, in lower case; undefined where nothing can be told.
 * Literal text is kept, in order, all else becomes a gap: so nothing depends on how another engine reads patterns, and
 * nothing can make it run long.
 */
export function regexShapes(pattern: string, flags: readonly string[]): Shape[] | undefined {
  const inner = [...pattern.matchAll(/\(\?([a-zA-Z]+)/g)]
    .map(([, letters = '']) => (letters === 'P' ? '' : letters))
    .join('');
  const reader = new PatternReader(pattern, {
    folds: flags.includes('i') || inner.includes('i'),
    lines: flags.includes('m') || inner.includes('m'),
  });
  let ways: readonly Way[];
  try {
    ways = reader.whole();
  } catch (error) {
    if (error instanceof NotUnderstood) {
      return undefined;
    }
    throw error;
  }
  const shapes = ways.map(shapeOf);
  return shapes.some(({ pieces }) => pieces.every((piece) => typeof piece !== 'string')) ? undefined : shapes;
}

function shapeOf(way: Way): Shape {
  const start = way[0] === START;
  const end = way.at(-1) === END;
  const pieces: LikePiece[] = [];
  for (const piece of way) {
    // A mark elsewhere holds for the empty text only, or never.
    if (piece === START || piece === END) {
      continue;
    }
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') {
      pieces[pieces.length - 1] = last + piece;
    } else if (piece !== GAP || last !== GAP) {
      pieces.push(piece);
    }
  }
  return { pieces, start, end, cased: false, exact: false };
}

class PatternReader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly pattern: string,
    private readonly flags: { readonly folds: boolean; readonly lines: boolean }
  ) {}

  whole(): readonly Way[] {
    const ways = this.alternatives();
    if (this.at < this.pattern.length) {
      throw new NotUnderstood();
    }
    return ways;
  }

  private alternatives(): readonly Way[] {
    if (++this.depth > MAX_DEPTH) {
      throw new NotUnderstood();
    }
    let all: readonly Way[] = this.sequence();
    while (this.pattern[this.at] === '|') {
      this.at++;
      all = [...all, ...this.sequence()];
    }
    this.depth--;
    return all.length > MAX_ALTERNATIVES ? [GAP_WAY] : all;
  }

  private sequence(): readonly Way[] {
    let ways: readonly Way[] = [EMPTY];
    while (this.at < this.pattern.length && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')') {
      const next = this.repeated(this.atom());
      const many = ways.length * next.length > MAX_ALTERNATIVES || next.some((way) => way.length > MAX_PIECES);
      const added = many ? [GAP_WAY] : next;
      ways = ways.flatMap((way) => added.map((more) => join(way, more)));
    }
    return ways;
  }

  /** What a quantifier behind an atom makes of it. */
  private repeated(ways: readonly Way[]): readonly Way[] {
    const found = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(this.pattern.slice(this.at, this.at + 24));
    if (!found) {
      return ways;
    }
    this.at += found[0].length;
    if ('*+?{'.includes(this.pattern[this.at] ?? ' ')) {
      throw new NotUnderstood();
    }
    const [sign] = found[0];
    if (sign === '*' || sign === '?' || Number(found[1] ?? 1) === 0) {
      return [GAP_WAY];
    }
    return found[0].startsWith('{1}') ? ways : ways.map((way) => join(way, GAP_WAY));
  }

  private atom(): readonly Way[] {
    const char = this.pattern[this.at++] ?? '';
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return [this.characterClass()];
      case '.':
        return [GAP_WAY];
      case '^':
        return [this.flags.lines ? EMPTY : [START]];
      case '$':
        return [this.flags.lines ? EMPTY : [END]];
      case '\\':
        return [this.escape()];
      case '*':
      case '+':
      case '?':
        throw new NotUnderstood();
      default:
        return [this.literal(char)];
    }
  }

  private literal(char: string): Way {
    // Without case, s is also U+017F, which lower() leaves alone.
    return char > '\x7f' || (this.flags.folds && /s/i.test(char)) ? GAP_WAY : [char.toLowerCase()];
  }

  private group(): readonly Way[] {
    if (this.pattern[this.at] === '?') {
      const head = /^\?(?:P?<[A-Za-z0-9_]+>|[a-zA-Z-]*([:)]))/.exec(this.pattern.slice(this.at));
      if (!head) {
        throw new NotUnderstood();
      }
      this.at += head[0].length;
      if (head[1] === ')') {
        return [EMPTY];
      }
    }
    const ways = this.alternatives();
    if (this.pattern[this.at] !== ')') {
      throw new NotUnderstood();
    }
    this.at++;
    return ways;
  }

  private characterClass(): Way {
    // A bracket right after the opening one, or after its ^, is one of the class.
    const from = this.at + (this.pattern[this.at] === '^' ? 1 : 0);
    for (let at = from; at < this.pattern.length; at++) {
      if (this.pattern[at] === '\\') {
        at++;
      } else if (this.pattern.startsWith('[:', at) && this.pattern.indexOf(':]', at) > 0) {
        at = this.pattern.indexOf(':]', at) + 1;
      } else if (this.pattern[at] === ']' && at > from) {
        this.at = at + 1;
        return GAP_WAY;
      }
    }
    throw new NotUnderstood();
  }

  private escape(): Way {
    const char = this.pattern[this.at++] ?? '';
    if (/[!-/:-@[-`{-~]/.test(char)) {
      return this.literal(char);
    }
    switch (char) {
      case 'A':
        return [START];
      case 'z':
        return [END];
      case 'b':
      case 'B':
        return EMPTY;
      case 'd':
      case 'D':
      case 's':
      case 'S':
      case 'w':
      case 'W':
      case 'a':
      case 'f':
      case 't':
      case 'n':
      case 'r':
      case 'v':
      case 'C':
        return GAP_WAY;
      case 'p':
      case 'P':
        return this.skip(/^(?:\{\^?\w+\}|\w)/);
      case 'x':
        return this.skip(/^(?:\{[0-9A-Fa-f]+\}|[0-9A-Fa-f]{2})/);
      default:
        throw new NotUnderstood();
    }
  }

  private skip(rest: RegExp): Way {
    const found = rest.exec(this.pattern.slice(this.at));
    if (!found) {
      throw new NotUnderstood();
    }
    this.at += found[0].length;
    return GAP_WAY;
  }
}

/** One way after another. What comes after too many pieces is left open. */
function join(way: Way, more: Way): Way {
  if (way.length > MAX_PIECES) {
    return way.at(-1) === GAP ? way : [...way, GAP];
  }
  const [first, ...rest] = more;
  const last = way.at(-1);
  return typeof first === 'string' && typeof last === 'string'
    ? [...way.slice(0, -1), last + first, ...rest]
    : [...way, ...more];
}
