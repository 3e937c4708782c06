import type { AwsFault } from '../aws/errors';
import type { LookupFilter } from '../lookup/filter';
import type { Range } from '../store/coverage';
import type { Place } from '../store/types';
import type { JobState } from './job';

/** How far one lookup has come; the same object each time that it is told of. Times are whole epoch seconds. */
export interface LookupProgress {
  readonly state: JobState;
  readonly filter: LookupFilter | undefined;
  readonly range: Range;
  /** Where it will stop: the range's start, or where another lookup took over. */
  readonly stopS: number;
  /** Looked up completely from here to the range's end. */
  readonly reachedS: number;
  /** When it was made. */
  readonly asOf: number;
  /** Requests that were answered, and events that came. */
  readonly pages: number;
  readonly events: number;
  /** Requests that are left, by the pace of events so far; 0 where that is not known. */
  pagesLeft(): number;
}

/** What the collector tells whoever counts: metrics and logs. */
export interface CollectorEvents {
  /** One LookupEvents request ended. */
  request(place: Place, outcome: 'ok' | AwsFault, durationMs: number): void;
  /** So many events were new. */
  events(place: Place, count: number): void;
  /** A lookup has come further, after each of its requests; the last time its state is not `active`. */
  progress?(place: Place, lookup: LookupProgress): void;
}

export const silentObserver: CollectorEvents = { request: () => undefined, events: () => undefined };
