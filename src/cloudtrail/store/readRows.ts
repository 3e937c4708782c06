import type { EventPart, EventRow, OpenPart } from './types';

/** One row of a part. */
export interface PartRow {
  readonly part: EventPart;
  readonly open: OpenPart;
  readonly index: number;
}

interface Cursor {
  readonly part: EventPart;
  readonly open: OpenPart;
  index: number;
}

/**
 * Rows of parts with `fromS <= time < toS`, newest first. A part is opened only when its turn comes: whoever stops early
 * unpacks little.
 */
export function* readRows(parts: readonly EventPart[], fromS: number, toS: number): Generator<PartRow> {
  const waiting = [...parts].sort((a, b) => a.newestMs - b.newestMs);
  let open: Cursor[] = [];
  for (;;) {
    let best = pick(open);
    // A part whose newest may be newer than the best so far must be opened before that one is given.
    while (waiting.length > 0 && (!best || waiting[waiting.length - 1].newestMs >= secondAt(best) * 1000)) {
      const part = waiting.pop();
      const opened = part?.open();
      const index = opened ? firstSince(opened.seconds, toS) - 1 : -1;
      if (part && opened && index >= 0) {
        open.push({ part, open: opened, index });
        best = pick(open);
      }
    }
    if (!best || secondAt(best) < fromS) {
      return;
    }
    yield { part: best.part, open: best.open, index: best.index };
    best.index--;
    if (best.index < 0) {
      open = open.filter((cursor) => cursor !== best);
    }
  }
}

/** The first index whose second is not before `second`. */
export function firstSince(seconds: Uint32Array, second: number): number {
  let low = 0;
  let high = seconds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds[middle] < second) {
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

function pick(open: readonly Cursor[]): Cursor | undefined {
  let best: Cursor | undefined;
  for (const cursor of open) {
    if (!best || secondAt(cursor) > secondAt(best)) {
      best = cursor;
    }
  }
  return best;
}

function secondAt({ open, index }: Cursor): number {
  return open.seconds[index];
}
