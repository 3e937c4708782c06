import { filterKey, type LookupFilter } from '../lookup/filter';
import { since, withSegment, type Segment } from './coverage';
import { byTime, lowerBound } from './newestFirst';
import type { EventRow, EventStore, Place, StoreStats } from './types';

export interface MemoryStoreOptions {
  /** Events may arrive this late; see coverage.ts. */
  readonly settleSeconds: number;
  readonly retentionDays: number;
  /** Beyond this the oldest events go, and their coverage with them. */
  readonly maxBytes: number;
}

/** What a row costs besides its text, roughly. */
const ROW_OVERHEAD = 600;

interface Shelf {
  readonly place: Place;
  /** Oldest first once `sorted`. */
  rows: EventRow[];
  sorted: boolean;
  readonly ids: Set<string>;
  readonly coverage: Map<string, Segment[]>;
  bytes: number;
}

/** An event store in memory: it serves one process, and is empty after a restart. */
export class MemoryEventStore implements EventStore {
  private readonly shelves = new Map<string, Shelf>();
  private bytes = 0;

  constructor(private readonly options: MemoryStoreOptions) {}

  add(place: Place, rows: readonly EventRow[]): number {
    const shelf = this.shelf(place);
    let added = 0;
    for (const row of rows) {
      if (!shelf.ids.has(row.eventId)) {
        shelf.ids.add(row.eventId);
        shelf.rows.push(row);
        const size = sizeOf(row);
        shelf.bytes += size;
        this.bytes += size;
        added++;
      }
    }
    shelf.sorted &&= added === 0;
    return added;
  }

  cover(place: Place, filter: LookupFilter | undefined, segment: Segment): void {
    const { coverage } = this.shelf(place);
    const key = filterKey(filter);
    coverage.set(key, withSegment(coverage.get(key) ?? [], segment, this.options.settleSeconds));
  }

  coverage(place: Place, filter: LookupFilter | undefined): readonly Segment[] {
    return this.shelves.get(placeKey(place))?.coverage.get(filterKey(filter)) ?? [];
  }

  *read(place: Place, fromS: number, toS: number): Iterable<EventRow> {
    const shelf = this.shelves.get(placeKey(place));
    if (!shelf) {
      return;
    }
    const rows = sortedRows(shelf);
    for (let index = lowerBound(rows, toS * 1000) - 1; index >= 0; index--) {
      const row = rows[index];
      if (row.timeMs < fromS * 1000) {
        return;
      }
      yield row;
    }
  }

  prune(nowMs: number): void {
    const oldest = nowMs - this.options.retentionDays * 86_400_000;
    for (const shelf of this.shelves.values()) {
      this.dropBefore(shelf, oldest);
    }
    if (this.bytes > this.options.maxBytes) {
      const cut = this.cutTime(this.options.maxBytes * 0.9);
      for (const shelf of this.shelves.values()) {
        this.dropBefore(shelf, cut);
      }
    }
  }

  stats(): StoreStats {
    const all = this.places();
    const oldest = all.flatMap((place) => (place.oldestMs === undefined ? [] : [place.oldestMs]));
    const newest = all.flatMap((place) => (place.newestMs === undefined ? [] : [place.newestMs]));
    return {
      events: all.reduce((sum, place) => sum + place.events, 0),
      bytes: this.bytes,
      ...(oldest.length > 0 ? { oldestMs: Math.min(...oldest), newestMs: Math.max(...newest) } : {}),
    };
  }

  places(): Array<Place & StoreStats> {
    return [...this.shelves.values()].map((shelf) => {
      const rows = sortedRows(shelf);
      const first = rows[0];
      const last = rows.at(-1);
      return {
        ...shelf.place,
        events: rows.length,
        bytes: shelf.bytes,
        ...(first && last ? { oldestMs: first.timeMs, newestMs: last.timeMs } : {}),
      };
    });
  }

  close(): void {
    this.shelves.clear();
    this.bytes = 0;
  }

  private shelf(place: Place): Shelf {
    const key = placeKey(place);
    let shelf = this.shelves.get(key);
    if (!shelf) {
      const { account, region } = place;
      shelf = { place: { account, region }, rows: [], sorted: true, ids: new Set(), coverage: new Map(), bytes: 0 };
      this.shelves.set(key, shelf);
    }
    return shelf;
  }

  private dropBefore(shelf: Shelf, timeMs: number): void {
    const rows = sortedRows(shelf);
    const count = lowerBound(rows, timeMs);
    // The cut second may be half gone: coverage starts at the next whole one.
    const fromS = Math.ceil(timeMs / 1000);
    for (const [key, segments] of shelf.coverage) {
      shelf.coverage.set(key, since(segments, fromS));
    }
    if (count === 0) {
      return;
    }
    for (const row of rows.slice(0, count)) {
      shelf.ids.delete(row.eventId);
      shelf.bytes -= sizeOf(row);
      this.bytes -= sizeOf(row);
    }
    shelf.rows = rows.slice(count);
  }

  /** The time below which everything must go so that at most `target` bytes stay. */
  private cutTime(target: number): number {
    const newestFirst = [...this.shelves.values()].flatMap((shelf) => shelf.rows).sort((a, b) => b.timeMs - a.timeMs);
    let kept = 0;
    for (const row of newestFirst) {
      kept += sizeOf(row);
      if (kept > target) {
        return row.timeMs + 1;
      }
    }
    return 0;
  }
}

function placeKey(place: Place): string {
  return `${place.account} ${place.region}`;
}

function sizeOf(row: EventRow): number {
  return (row.text?.length ?? 0) + ROW_OVERHEAD;
}

function sortedRows(shelf: Shelf): EventRow[] {
  if (!shelf.sorted) {
    shelf.rows.sort(byTime);
    shelf.sorted = true;
  }
  return shelf.rows;
}
