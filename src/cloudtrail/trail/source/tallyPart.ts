import { columnsOf, parseEvent } from '../../../sigma';
import { COLUMN_FIELDS } from '../../store/block/fields';
import type { EventPart, OpenPart, Place } from '../../store/types';
import type { Tally } from './statements';

/** Rows of a part: few enough to be numbered in 16 bits, and for the work on one to be short. */
const PART_ROWS = 8192;

let versions = 0;

/** Tallies as parts, in order of time: each row stands for several events. */
export function tallyParts(place: Place, tallies: readonly Tally[]): EventPart[] {
  const sorted = [...tallies].sort((a, b) => a.second - b.second);
  const parts: EventPart[] = [];
  for (let at = 0; at < sorted.length; at += PART_ROWS) {
    parts.push(tallyPart(place, sorted.slice(at, at + PART_ROWS)));
  }
  return parts;
}

function tallyPart(place: Place, rows: readonly Tally[]): EventPart {
  let open: OpenPart | undefined;
  return {
    key: `tallies ${++versions}`,
    place,
    size: rows.reduce((sum, { count }) => sum + count, 0),
    unreadable: 0,
    weights: Uint32Array.from(rows, ({ count }) => count),
    oldestMs: rows[0].second * 1000,
    newestMs: rows[rows.length - 1].second * 1000,
    open: () =>
      (open ??= {
        columns: columnsOf(
          rows.map(({ text }) => parseEvent(text) as object),
          COLUMN_FIELDS
        ),
        seconds: Uint32Array.from(rows, ({ second }) => second),
        row(row) {
          const { second, text } = rows[row];
          const { eventName, eventSource, readOnly } = JSON.parse(text) as Record<string, unknown>;
          return {
            // A tally is no event: nobody may take it for one.
            eventId: '',
            timeMs: second * 1000,
            eventName: String(eventName ?? ''),
            eventSource: String(eventSource ?? ''),
            ...(typeof readOnly === 'boolean' ? { readOnly } : {}),
            ...place,
            text,
          };
        },
        records: (wanted) => wanted.map((row) => rows[row].text),
      }),
  };
}
