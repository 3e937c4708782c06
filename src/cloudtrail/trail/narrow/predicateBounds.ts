import type { FieldPredicate, Predicate } from '../../../sigma';
import type { FieldPlace, LeafNode } from '../table/tableNode';
import { jsonKeyTerm, jsonTerm, oddNumber } from './jsonTerm';
import { digitsOf } from './numbers';
import { regexShapes } from './regexShapes';
import { networkShape, textShape, type Shape } from './shape';
import { anyText, FALSE, negate, piecesTerm, TRUE, type Subject, type Term } from './term';

/** SQL on both sides of a predicate: what is true of each event that passes, and what is true only of such events. */
export interface Bounds {
  readonly necessary: Term;
  readonly sufficient: Term;
  /** What is sufficient is necessary too. */
  readonly isExact: boolean;
}

const OPEN: Bounds = { necessary: TRUE, sufficient: FALSE, isExact: false };
const NEVER: Bounds = { necessary: FALSE, sufficient: FALSE, isExact: true };
const ALWAYS: Bounds = { necessary: TRUE, sufficient: TRUE, isExact: true };

/**
 * The bounds of a predicate on a field.
 *
 * @param placeOf where the table has a field
 */
export function predicateBounds(
  predicate: Predicate & { readonly field: string },
  placeOf: (field: string) => FieldPlace
): Bounds {
  const place = placeOf(predicate.field);
  switch (predicate.kind) {
    case 'exists':
      return predicate.value ? presence(place) : opposite(presence(place));
    case 'is_null':
      return nullness(place);
    case 'field_eq':
      return only(reference(predicate, place, placeOf(predicate.value)));
    default:
      return valueBounds(predicate, place);
  }
}

type ValuePredicate = Exclude<Predicate, { kind: 'exists' | 'is_null' | 'field_eq' }>;

function valueBounds(predicate: ValuePredicate, place: FieldPlace): Bounds {
  switch (place.kind) {
    case 'missing':
    case 'struct':
    case 'list':
      // Nothing, an object or a list of objects: none has a text or a number.
      return NEVER;
    case 'entry':
      return textBounds(predicate, { sql: place.node.sql, list: place.list.sql });
    case 'leaf':
      switch (place.node.kind) {
        case 'opaque':
          return only(present(place.node));
        case 'json':
          return only(jsonNecessary(predicate, place.node, place.path));
        case 'text':
        case 'boolean':
          return textBounds(predicate, { sql: place.node.sql });
      }
  }
}

/** What a predicate says of a value's text. Several: one of them. Undefined: nothing that could be used. */
export function shapesOf(predicate: ValuePredicate): readonly Shape[] | undefined {
  switch (predicate.kind) {
    case 'eq': {
      if (typeof predicate.value === 'number') {
        return undefined;
      }
      const shape = textShape(predicate);
      return shape && [shape];
    }
    case 'contains':
    case 'startswith':
    case 'endswith':
    case 'like': {
      const shape = textShape(predicate);
      return shape && [shape];
    }
    case 'regex_match':
      return regexShapes(predicate.value, predicate.flags);
    case 'cidr_match':
      return [networkShape(predicate.value)];
    default:
      return undefined;
  }
}

function textBounds(predicate: ValuePredicate, at: Pick<Subject, 'sql' | 'list'>): Bounds {
  const number = numberOf(predicate);
  if (number !== undefined) {
    const digits = digitsOf(number);
    const plain: Subject = { ...at, form: 'plain' };
    return only(
      digits === '' ? anyText(at) : { op: 'or', of: [piecesTerm(plain, [digits], false, false), oddNumber(plain)] }
    );
  }
  const shapes = shapesOf(predicate);
  if (!shapes) {
    return only(anyText(at));
  }
  const term = (form: Subject['form'], { cased, pieces, start, end }: Shape): Term =>
    piecesTerm({ ...at, form: cased ? 'plain' : form }, pieces, start, end);
  return {
    necessary: { op: 'or', of: shapes.map((shape) => term('lower', shape)) },
    sufficient: {
      op: 'or',
      of: shapes.filter(({ exact }) => exact).map((shape) => term(hasI(shape) ? 'folded' : 'lower', shape)),
    },
    isExact: shapes.every(({ exact }) => exact),
  };
}

function hasI({ pieces }: Shape): boolean {
  return pieces.some((piece) => typeof piece === 'string' && piece.includes('i'));
}

function jsonNecessary(predicate: ValuePredicate, { sql }: LeafNode, path: readonly string[]): Term {
  const key = jsonKeyTerm(sql, path);
  const number = numberOf(predicate);
  if (number !== undefined) {
    const digits = digitsOf(number);
    const shape = { pieces: [digits], start: false, end: false, cased: false, exact: false };
    return digits === '' ? key : jsonTerm(sql, path, shape);
  }
  const shapes = shapesOf(predicate);
  return shapes ? { op: 'or', of: shapes.map((shape) => jsonTerm(sql, path, shape)) } : key;
}

/** The number that a predicate asks a value to be. */
function numberOf(predicate: ValuePredicate): number | undefined {
  return predicate.kind === 'eq' && typeof predicate.value === 'number' && !('part' in predicate && predicate.part)
    ? predicate.value
    : undefined;
}

/** Whether the key is there, be its value null. NULL in a column may be either, except where the key always is. */
function presence(place: FieldPlace): Bounds {
  switch (place.kind) {
    case 'missing':
      return NEVER;
    case 'entry':
      // Which entries have a key with null is not told.
      return { necessary: present(place.list), sufficient: entryPresent(place), isExact: false };
    case 'leaf':
      if (place.path.length > 0) {
        return only(place.node.kind === 'json' ? jsonKeyTerm(place.node.sql, place.path) : TRUE);
      }
      return place.node.always ? ALWAYS : sure(present(place.node));
    case 'struct':
    case 'list':
      return place.node.always ? ALWAYS : sure(present(place.node));
  }
}

/** Missing, or null. */
function nullness(place: FieldPlace): Bounds {
  switch (place.kind) {
    case 'missing':
      return ALWAYS;
    case 'entry':
      return OPEN;
    case 'leaf':
      return place.path.length > 0 || place.node.kind === 'json' || place.node.kind === 'opaque'
        ? { necessary: TRUE, sufficient: absent(place.node), isExact: false }
        : sure(absent(place.node));
    case 'struct':
      return sure(absent(place.node));
    case 'list':
      return { necessary: TRUE, sufficient: absent(place.node), isExact: false };
  }
}

function reference(predicate: FieldPredicate, place: FieldPlace, other: FieldPlace): Term {
  const texts = [place, other].map((one) => (one.kind === 'leaf' && one.node.kind !== 'json' ? one.node : undefined));
  const [left, right] = texts;
  if (predicate.cased && predicate.mode === 'equals' && left?.kind === 'text' && right?.kind === 'text') {
    const test = `${left.sql} = ${right.sql}`;
    return { op: 'test', subject: { sql: left.sql, form: 'plain' }, test, negated: false };
  }
  return { op: 'and', of: [hasValue(place), hasValue(other)] };
}

function hasValue(place: FieldPlace): Term {
  switch (place.kind) {
    case 'missing':
    case 'struct':
    case 'list':
      return FALSE;
    case 'entry':
      return entryPresent(place);
    case 'leaf':
      return place.path.length > 0 && place.node.kind === 'json'
        ? jsonKeyTerm(place.node.sql, place.path)
        : present(place.node);
  }
}

function entryPresent({ list, node }: Extract<FieldPlace, { kind: 'entry' }>): Term {
  return anyText({ sql: node.sql, list: list.sql });
}

function present({ sql }: { readonly sql: string }): Term {
  return anyText({ sql });
}

function absent({ sql }: { readonly sql: string }): Term {
  return { op: 'null', sql, negated: false };
}

function sure(term: Term): Bounds {
  return { necessary: term, sufficient: term, isExact: true };
}

function only(necessary: Term): Bounds {
  return { necessary, sufficient: FALSE, isExact: false };
}

function opposite({ necessary, sufficient, isExact }: Bounds): Bounds {
  return { necessary: negate(sufficient), sufficient: negate(necessary), isExact };
}
