import { columnsOf, parseEvent } from '../../sigma';
import { COLUMN_FIELDS } from './block/fields';
import type { EventPart, EventRow, OpenPart, Place } from './types';

let versions = 0;

/** Events that are in no block yet, as a part. @param rows in order of time, at least one */
export function recentPart(place: Place, rows: readonly EventRow[]): EventPart {
  let open: OpenPart | undefined;
  return {
    key: `recent ${++versions}`,
    place,
    size: rows.length,
    unreadable: rows.filter(({ text }) => text === null).length,
    oldestMs: rows[0].timeMs,
    newestMs: rows[rows.length - 1].timeMs,
    open: () =>
      (open ??= {
        columns: columnsOf(
          rows.map(({ text }) => (text === null ? undefined : (parseEvent(text) as object))),
          COLUMN_FIELDS
        ),
        seconds: Uint32Array.from(rows, ({ timeMs }) => Math.floor(timeMs / 1000)),
        row: (row) => rows[row],
        records: (wanted) => wanted.map((row) => rows[row].text),
      }),
  };
}
