import type { LookupFilter } from '../lookup/filter';
import type { Segment } from './coverage';

/** One event as LookupEvents returned it: the envelope as columns, the record as text. */
export interface EventRow {
  readonly eventId: string;
  /** Epoch milliseconds; CloudTrail's times are whole seconds. */
  readonly timeMs: number;
  readonly eventName: string;
  readonly eventSource: string;
  readonly readOnly?: boolean;
  readonly username?: string;
  readonly accessKeyId?: string;
  readonly resources?: ReadonlyArray<{ readonly type?: string; readonly name?: string }>;
  /** Account and region where it was looked up. */
  readonly account: string;
  readonly region: string;
  /** The CloudTrail record, JSON; null where CloudTrail sent none, or none that can be read. */
  readonly text: string | null;
}

/** Where events are looked up: LookupEvents answers for one account and region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface StoreStats {
  readonly events: number;
  readonly bytes: number;
  readonly oldestMs?: number;
  readonly newestMs?: number;
}

/**
 * Keeps events, and which ranges of time were looked up. Ranges are whole epoch seconds, half open.
 * An event is held once per place, whatever lookups returned it.
 */
export interface EventStore {
  /** Adds events of one place; returns how many were new. */
  add(place: Place, rows: readonly EventRow[]): number;
  /** Notes that a lookup of `filter` returned all of `segment`. */
  cover(place: Place, filter: LookupFilter | undefined, segment: Segment): void;
  /** What was looked up for exactly this filter, oldest first. */
  coverage(place: Place, filter: LookupFilter | undefined): readonly Segment[];
  /** Events of one place with `fromS <= time < toS`, newest first. */
  read(place: Place, fromS: number, toS: number): Iterable<EventRow>;
  /** Drops what is older than the retention, and the oldest beyond the size limit, with its coverage. */
  prune(nowMs: number): void;
  stats(): StoreStats;
  /** Events and covered ranges per place, for `status`. */
  places(): ReadonlyArray<Place & StoreStats>;
  close(): void;
}
