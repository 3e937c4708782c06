import type { AwsFault } from '../aws/errors';
import type { Place } from '../store/types';

/** What the collector tells whoever counts: metrics and logs. */
export interface CollectorEvents {
  /** One LookupEvents request ended. */
  request(place: Place, outcome: 'ok' | AwsFault, durationMs: number): void;
  /** So many events were new. */
  events(place: Place, count: number): void;
}

export const silentObserver: CollectorEvents = { request: () => undefined, events: () => undefined };
