import type { EventRow } from './types';

/** Rows in order of time, oldest first, of which the newest is not newer than `newestMs`. */
export interface RowSource {
  readonly newestMs: number;
  rows(): readonly EventRow[];
}

interface Cursor {
  readonly rows: readonly EventRow[];
  index: number;
}

/**
 * Merges sources into rows with `fromMs <= time < toMs`, newest first. A source is asked for its rows only when its turn
 * comes: whoever stops early unpacks little.
 */
export function* newestFirst(sources: readonly RowSource[], fromMs: number, toMs: number): Generator<EventRow> {
  const waiting = [...sources].sort((a, b) => a.newestMs - b.newestMs);
  let open: Cursor[] = [];
  for (;;) {
    let best = pick(open);
    // A source whose newest may be newer than the best so far must be opened before that one is given.
    while (waiting.length > 0 && (!best || waiting[waiting.length - 1].newestMs >= timeAt(best))) {
      const rows = waiting.pop()?.rows() ?? [];
      const cursor = { rows, index: lowerBound(rows, toMs) - 1 };
      if (cursor.index >= 0) {
        open.push(cursor);
        best = pick(open);
      }
    }
    if (!best || timeAt(best) < fromMs) {
      return;
    }
    yield best.rows[best.index];
    best.index--;
    if (best.index < 0) {
      open = open.filter((cursor) => cursor !== best);
    }
  }
}

function pick(open: readonly Cursor[]): Cursor | undefined {
  let best: Cursor | undefined;
  for (const cursor of open) {
    if (!best || timeAt(cursor) > timeAt(best)) {
      best = cursor;
    }
  }
  return best;
}

function timeAt({ rows, index }: Cursor): number {
  return rows[index].timeMs;
}

/** The first index whose row is not older than `timeMs`; rows are oldest first. */
export function lowerBound(rows: readonly EventRow[], timeMs: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].timeMs < timeMs) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Oldest first; events of one second in an order that does not change. */
export function byTime(a: EventRow, b: EventRow): number {
  return a.timeMs - b.timeMs || (a.eventId < b.eventId ? -1 : 1);
}
