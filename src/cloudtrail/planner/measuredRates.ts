import { filterKey, type LookupFilter } from '../lookup/filter';
import { countRows } from '../store/countRows';
import { secondsOf, since, type Segment } from '../store/coverage';
import type { EventStore, Place } from '../store/types';
import type { EventRates } from './rates';

/** How far back the rates are measured. */
const SAMPLE_SECONDS = 6 * 3600;
/** Enough events to tell the rate of a value that is not too rare. */
const SAMPLE_EVENTS = 20_000;
/** Less covered time tells little, unless it is full of events. */
const MIN_SECONDS = 120;
const MIN_EVENTS = 40;

/** Event rates of a place as the store has seen them lately, newest first, measured when they are asked for. */
export function measuredRates(store: EventStore, place: Place, nowS: number): EventRates {
  const known = new Map<string, number | undefined>();
  const all = covered(store.coverage(place, undefined), nowS);
  return {
    perSecond(filter) {
      const key = filterKey(filter);
      if (!known.has(key)) {
        // Where everything was looked up, each value is measured with it.
        const rate = measure(store, place, filter, all);
        const own = rate === undefined && filter ? covered(store.coverage(place, filter), nowS) : undefined;
        known.set(key, own ? measure(store, place, filter, own) : rate);
      }
      return known.get(key);
    },
  };
}

interface Covered {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
  readonly segments: readonly Segment[];
}

function covered(segments: readonly Segment[], nowS: number): Covered {
  const recent = segments.filter(({ to }) => to > nowS - SAMPLE_SECONDS);
  const [from, to] = [Math.max(nowS - SAMPLE_SECONDS, recent[0]?.from ?? nowS), recent.at(-1)?.to ?? nowS];
  return { from, to, segments: recent, seconds: secondsOf(since(recent, from)) };
}

function measure(
  store: EventStore,
  place: Place,
  filter: LookupFilter | undefined,
  { from, to, seconds, segments }: Covered
): number | undefined {
  let looked = 0;
  let found = 0;
  let reached = from;
  for (const part of store.parts(place, from, to)) {
    // What was not covered may hold some events, of other lookups: they are not counted with its time.
    for (const segment of segments) {
      const [fromS, toS] = [Math.max(from, segment.from), segment.to];
      if (part.newestMs >= fromS * 1000 && part.oldestMs < toS * 1000) {
        looked += countRows(part, [undefined], fromS, toS);
        found += countRows(part, [filter], fromS, toS);
      }
    }
    if (looked >= SAMPLE_EVENTS) {
      reached = Math.max(from, Math.floor(part.oldestMs / 1000));
      break;
    }
  }
  return seconds < MIN_SECONDS && looked < MIN_EVENTS
    ? undefined
    : found / Math.max(1, secondsOf(since(segments, reached)));
}
