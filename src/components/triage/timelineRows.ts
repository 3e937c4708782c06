import type { QueryRange } from '../shared/runQuery';
import type { DetectionRow, EventRow } from './rows';

export interface TimelineFilter {
  /** Lower case; each must be somewhere in a row. */
  readonly words: readonly string[];
  /** Only events that may change something. */
  readonly changes: boolean;
  /** Only events that a rule reported. */
  readonly detected: boolean;
}

/** The rows that a filter leaves; the event that the timeline is of always stays. */
export function keptRows(
  events: readonly EventRow[],
  { words, changes, detected }: TimelineFilter,
  byEvent: ReadonlyMap<string, readonly DetectionRow[]>,
  own: string
): EventRow[] {
  return events.filter((event) => {
    const reports = byEvent.get(event.eventId) ?? [];
    const text = [
      event.eventSource,
      event.eventName,
      event.principal,
      event.address,
      event.region,
      event.account,
      event.errorCode,
      ...reports.map(({ rule }) => rule),
    ]
      .join('\n')
      .toLowerCase();
    return (
      event.eventId === own ||
      ((!detected || reports.length > 0) &&
        (!changes || event.record.readOnly !== true) &&
        words.every((word) => text.includes(word)))
    );
  });
}

/** Events per bucket of a range that is cut into so many. */
export function perBucket(
  events: ReadonlyArray<Pick<EventRow, 'timeMs'>>,
  { fromMs, toMs }: QueryRange,
  buckets: number
): { times: number[]; counts: number[] } {
  const width = Math.max(1, toMs - fromMs) / buckets;
  const counts = new Array<number>(buckets).fill(0);
  for (const { timeMs } of events) {
    counts[Math.min(buckets - 1, Math.max(0, Math.floor((timeMs - fromMs) / width)))]++;
  }
  return { times: counts.map((_, index) => Math.round(fromMs + index * width)), counts };
}
