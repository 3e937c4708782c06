import { matchesFilter } from '../lookup/filter';
import type { LookupPlan } from '../planner/plan';
import type { Range } from '../store/coverage';
import type { EventRow, EventStore, Place } from '../store/types';

export interface Gathered {
  /** Newest first, each event id once. */
  readonly events: EventRow[];
  /** There were more than asked for; the oldest are left out. */
  readonly truncated: boolean;
  readonly malformed: number;
}

/** Reads what the plan's lookups returned from the store, all places merged. */
export function gather(
  store: EventStore,
  places: readonly Place[],
  plan: LookupPlan,
  range: Range,
  maxEvents: number
): Gathered {
  const seen = new Set<string>();
  const rows: EventRow[] = [];
  for (const place of places) {
    let taken = 0;
    for (const row of store.read(place, range.from, range.to)) {
      if (!seen.has(row.eventId) && plan.some((filter) => matchesFilter(row, filter))) {
        seen.add(row.eventId);
        rows.push(row);
        taken++;
        // One more than asked for shows that there are more.
        if (taken > maxEvents) {
          break;
        }
      }
    }
  }
  rows.sort((a, b) => b.timeMs - a.timeMs || (a.eventId < b.eventId ? -1 : 1));
  const truncated = rows.length > maxEvents;
  const events = truncated ? rows.slice(0, maxEvents) : rows;
  return { events, truncated, malformed: events.filter((row) => row.text === null).length };
}
