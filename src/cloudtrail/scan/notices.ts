import type { FetchResult } from '../collect/fetch';
import { filterKey, type LookupFilter } from '../lookup/filter';
import type { ScanFailure, ScanNotice } from '../source';
import type { Place } from '../store/types';
import { secondsOf, type Range } from '../store/coverage';
import type { EventSet } from './eventSet';
import { isoTime } from './range';

export interface PlaceResult {
  readonly place: Place;
  readonly filter: LookupFilter | undefined;
  /** What was asked for. */
  readonly range: Range;
  readonly fetched: FetchResult;
}

/** Says of each place what is missing and what to do, one notice each. */
export function fetchNotices(
  results: readonly PlaceResult[],
  accountFailures: readonly ScanFailure[],
  events: EventSet,
  nowMs: number,
  limitName: string
): ScanNotice[] {
  const notices: ScanNotice[] = accountFailures.map(({ error }) => ({ severity: 'error', text: error.message }));
  for (const result of results) {
    const notice = placeNotice(result, nowMs);
    // Several lookups of a place fail by the same.
    if (notice && !notices.some(({ text }) => text === notice.text)) {
      notices.push(notice);
    }
  }
  if (events.truncated) {
    notices.push({
      severity: 'warning',
      text:
        `Stopped at ${events.size} events (${limitName}): events before ${isoTime(events.range.from)} are left out. ` +
        `Raise ${limitName}, or choose a narrower time range.`,
    });
  }
  if (events.malformed > 0) {
    const one = events.malformed === 1;
    notices.push({
      severity: 'warning',
      text:
        `CloudTrail returned ${events.malformed} event${one ? '' : 's'} without a readable record; ` +
        `no rule was run on ${one ? 'it' : 'them'}.`,
    });
  }
  return notices;
}

/** `account 123456789012, region us-east-1`. */
export function placeName(place: Place): string {
  return `account ${place.account}, region ${place.region}`;
}

function placeNotice({ place, filter, range, fetched }: PlaceResult, nowMs: number): ScanNotice | undefined {
  // Stopping because there is enough is told once for all places.
  if (fetched.complete || fetched.outcome === 'enough') {
    return undefined;
  }
  if (fetched.outcome === 'failed' && fetched.error) {
    return { severity: 'error', text: fetched.error.message };
  }
  const newestMissing = fetched.gaps.at(-1);
  const nowS = nowMs / 1000;
  const left = newestMissing
    ? ` Events ${newestMissing.to > nowS ? '' : `before ${isoTime(newestMissing.to)} `}are missing so far.`
    : '';
  const done = Math.floor((1 - secondsOf(fetched.gaps) / (range.to - range.from)) * 100);
  const what = `${placeName(place)} (${filterKey(filter)})`;
  if (fetched.outcome === 'truncated') {
    return {
      severity: 'warning',
      text: `The lookup of ${what} stopped at the limit of events of a query (maxEventsPerQuery).${left} Choose a narrower time range; what was fetched is kept.`,
    };
  }
  const trouble = fetched.error ? ` ${fetched.error.message}` : '';
  return {
    severity: 'warning',
    text: `Looking up ${what} takes longer than a query may (lookupTimeoutSeconds).${left} ${done} % of the time is there, and the lookup goes on: refresh to see more.${trouble}`,
  };
}
