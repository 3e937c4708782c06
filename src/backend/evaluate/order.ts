import type { EventView } from './eventView';

/** Order of time; events of one second by their ids, so that the order is the same however they are kept. */
export function compareEvents(a: EventView, b: EventView): number {
  if (a.timeMs !== b.timeMs) {
    return a.timeMs - b.timeMs;
  }
  // Rows of a part are in this order already.
  if (a.part === b.part) {
    return a.index - b.index;
  }
  return a.row.eventId < b.row.eventId ? -1 : 1;
}

/** Sorted, the newest first; in place. */
export function newestFirst<T extends { readonly event: EventView }>(entries: T[]): T[] {
  // Parts follow each other mostly, and then nothing is left to do.
  for (let at = 1; at < entries.length; at++) {
    if (compareEvents(entries[at - 1].event, entries[at].event) < 0) {
      return entries.sort((a, b) => compareEvents(b.event, a.event));
    }
  }
  return entries;
}
