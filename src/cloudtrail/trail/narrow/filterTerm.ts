import type { EventFilter } from '../../../contract/query';
import { GAP, type LikePiece } from '../sql/like';
import { isSendable } from '../sql/sqlText';
import type { TrailTable } from '../table/readTable';
import type { FieldPlace } from '../table/tableNode';
import { jsonTerm } from './jsonTerm';
import { regexShapes } from './regexShapes';
import type { Shape } from './shape';
import { FALSE, piecesTerm, TRUE, type Subject, type Term } from './term';

/** Names that filters may use for fields; they fall back to where the event was found, so that a NULL passes. */
const SHORT_NAMES: Readonly<Record<string, string>> = { account: 'recipientAccountId', region: 'awsRegion' };
/** Told by the rule, or put together from several fields. */
const NOT_FIELDS = new Set(['rule_id', 'rule', 'severity', 'principal']);

/**
 * What is true of each event that a filter lets through. A missing field counts as the empty text there, so that a filter
 * for it, or one for a pattern that fits it, asks for nothing here.
 */
export function filterTerm({ field, operator, value }: EventFilter, table: TrailTable): Term {
  const short = SHORT_NAMES[field];
  if (NOT_FIELDS.has(field) || value === '') {
    return TRUE;
  }
  const place = table.place(short ?? field);
  const found = operator === '=' ? equals(value, place) : operator === '=~' ? matches(value, place) : TRUE;
  if (short !== undefined && place.kind === 'leaf') {
    return { op: 'or', of: [found, { op: 'null', sql: place.node.sql, negated: false }] };
  }
  return short === undefined ? found : TRUE;
}

function equals(value: string, place: FieldPlace): Term {
  // An object or a list as text: it may have been written in another way.
  if (!isSendable(value) || /^[{[]/.test(value)) {
    return TRUE;
  }
  return shapeTerm({ pieces: [value], start: true, end: true, cased: true, exact: true }, place);
}

function matches(pattern: string, place: FieldPlace): Term {
  const shapes = regexShapes(`^(?:${pattern})$`, []);
  // A shape that the empty text has lets a missing field through.
  if (!shapes || shapes.some(({ pieces }) => !pieces.some((piece) => typeof piece === 'string'))) {
    return TRUE;
  }
  return { op: 'or', of: shapes.map((shape) => shapeTerm(shape, place)) };
}

function shapeTerm(shape: Shape, place: FieldPlace): Term {
  switch (place.kind) {
    case 'missing':
      return FALSE;
    case 'struct':
    case 'list':
      return TRUE;
    case 'entry':
    case 'leaf': {
      const { node } = place;
      if (node.kind === 'opaque') {
        return TRUE;
      }
      if (node.kind === 'json' && place.kind === 'leaf') {
        // Objects count as their JSON here, in which quotes stand where a text has none: no anchors.
        const pieces = shape.pieces.flatMap((piece): LikePiece[] => [piece, GAP]);
        const open = { ...shape, pieces, start: false, end: false };
        return jsonTerm(node.sql, place.path, open);
      }
      const subject: Subject = { sql: node.sql, form: shape.cased ? 'plain' : 'lower' };
      return piecesTerm(
        place.kind === 'entry' ? { ...subject, list: place.list.sql } : subject,
        shape.pieces,
        shape.start,
        shape.end
      );
    }
  }
}
