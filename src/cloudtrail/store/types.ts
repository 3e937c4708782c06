import type { Columns } from '../../sigma';
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

/** Some events of one place, in order of time, oldest first: what is read, matched and kept as one. */
export interface EventPart {
  /** Parts of one store with the same key hold the same events. */
  readonly key: string;
  readonly place: Place;
  readonly size: number;
  readonly oldestMs: number;
  readonly newestMs: number;
  /** Events without a readable record. */
  readonly unreadable: number;
  /** How many events each row stands for; absent: each for one. `size` counts events. */
  readonly weights?: Uint32Array;
  /** The block that it is in the store's file, where it is one. */
  readonly block?: number;
  /** The file, where other threads may read it; `generation` tells it from one that had its name before. */
  readonly file?: { readonly path: string; readonly generation: number };
  /** @throws StoreError where its events are gone or damaged: they are looked up anew by the next scan */
  open(): OpenPart;
}

/** A part unpacked as far as its columns; it is not to be kept. Rows are numbered in order of time. */
export interface OpenPart {
  readonly columns: Columns;
  /** Whole epoch seconds by row, ascending. */
  readonly seconds: Uint32Array;
  row(row: number): EventRow;
  /** The records of rows, in the order asked for; null for an event without a readable one. */
  records(rows: readonly number[]): Array<string | null>;
}

/** What was asked when a range was looked up: a lookup's attribute and value, or a condition on the trail by name. */
export interface CoverageKey {
  readonly attribute: string;
  readonly value: string;
}

/**
 * Keeps events, and which ranges of time were looked up. Ranges are whole epoch seconds, half open.
 * An event is held once per place, whatever lookups returned it.
 */
export interface EventStore {
  /** Adds events of one place; returns how many were new. */
  add(place: Place, rows: readonly EventRow[]): number;
  /** Notes that all of `segment` was looked up for each key; undefined stands for everything. */
  cover(place: Place, keys: CoverageKey | readonly CoverageKey[] | undefined, segment: Segment): void;
  /** What was looked up for exactly this key, oldest first. */
  coverage(place: Place, key: CoverageKey | undefined): readonly Segment[];
  /** Parts with events in `fromS <= time < toS`, which may hold others too, the newest first. */
  parts(place: Place, fromS: number, toS: number): readonly EventPart[];
  /** Drops what is older than the retention, and the oldest beyond the size limit, with its coverage. */
  prune(nowMs: number): void;
  stats(): StoreStats;
  /** Events and covered ranges per place, for `status`. */
  places(): ReadonlyArray<Place & StoreStats>;
  /** What the user should know: a damaged file, a full disk. */
  notes(): readonly string[];
  close(): void;
}
