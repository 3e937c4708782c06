import type { DatabaseSync } from 'node:sqlite';
import type { Segment } from '../coverage';
import { byTime } from '../readRows';
import { recentPart } from '../recentPart';
import type { EventPart, EventRow, Place } from '../types';
import type { BlockInfo } from './insertBlock';

/** What is known about a place without unpacking anything. */
export interface Shelf {
  readonly id: number;
  readonly place: Place;
  /** Events that are in no block yet, by id. */
  recent: Map<string, EventRow>;
  recentBytes: number;
  /** The recent events as a part, until they change. */
  recentPart?: EventPart;
  blocks: BlockInfo[];
  coverage: Map<string, Segment[]>;
}

export function emptyShelf(id: number, { account, region }: Place): Shelf {
  return { id, place: { account, region }, recent: new Map(), recentBytes: 0, blocks: [], coverage: new Map() };
}

/** Reads a place's index; rows that are known already, and a part that nothing has changed, are kept. */
export function loadShelf(database: DatabaseSync, id: number, place: Place, before: Shelf | undefined): Shelf {
  const shelf = emptyShelf(id, place);
  const recent = database.prepare('SELECT event, time_ms, envelope, record FROM recent WHERE place = ?').all(id);
  let changed = recent.length !== before?.recent.size;
  for (const { event, time_ms: timeMs, envelope, record } of recent as Array<{
    event: string;
    time_ms: number;
    envelope: string;
    record: string | null;
  }>) {
    const known = before?.recent.get(event);
    changed ||= !known;
    keepRecent(
      shelf,
      known ?? {
        ...(JSON.parse(envelope) as Pick<EventRow, 'eventName' | 'eventSource'>),
        eventId: event,
        timeMs,
        account: place.account,
        region: place.region,
        text: record,
      }
    );
  }
  if (!changed && before?.recentPart) {
    shelf.recentPart = before.recentPart;
  }
  shelf.blocks = database
    .prepare(
      'SELECT id, oldest_ms AS oldestMs, newest_ms AS newestMs, events, unreadable, bytes FROM block WHERE place = ? ORDER BY newest_ms'
    )
    .all(id) as unknown as BlockInfo[];
  const segments = database
    .prepare('SELECT filter, from_s, to_s, as_of FROM coverage WHERE place = ? ORDER BY filter, from_s')
    .all(id) as Array<{ filter: string; from_s: number; to_s: number; as_of: number }>;
  for (const { filter, from_s: from, to_s: to, as_of: asOf } of segments) {
    const list = shelf.coverage.get(filter) ?? [];
    shelf.coverage.set(filter, list);
    list.push({ from, to, asOf });
  }
  return shelf;
}

export function keepRecent(shelf: Shelf, row: EventRow): void {
  shelf.recent.set(row.eventId, row);
  shelf.recentBytes += row.text?.length ?? 0;
  delete shelf.recentPart;
}

/** The recent events in order of time. */
export function recentRows(shelf: Shelf): EventRow[] {
  return [...shelf.recent.values()].sort(byTime);
}

/** The recent events as a part; undefined where there are none. */
export function recentPartOf(shelf: Shelf): EventPart | undefined {
  if (shelf.recent.size > 0) {
    shelf.recentPart ??= recentPart(shelf.place, recentRows(shelf));
  }
  return shelf.recentPart;
}
