import type { LookupFilter } from '../lookup/filter';
import { SETTLED, without, type Range, type Segment } from './coverage';
import type { EventStore, Place } from './types';

/**
 * When a look at the young edge is good enough. CloudTrail delivers late, so what was looked up before it settled must
 * be looked up again:
 *
 * - `growth: 0`: at every query. Right wherever the edge is cheap.
 * - `growth: g`: a second that was `a` seconds old when it was last looked at is looked at again after `g · a`. An event
 *   that comes `d` late is then found no later than `(1 + g) · d`, and each second is looked at a handful of times in
 *   all, where asking for the whole edge each minute would take more than the two requests a second that there are.
 *
 * Either way there is one last look after the settle time, so that nothing that CloudTrail delivers within it is missed.
 */
export interface Freshness {
  /** The moment of the query, epoch seconds. */
  readonly nowS: number;
  /** A look this recent is always good enough: panels of a dashboard ask within a second. */
  readonly freshS: number;
  readonly settleS: number;
  readonly growth: number;
}

/** The last look at a second may be this much later, so that many seconds share one. */
const LAST_LOOK_SLACK_S = 60;

/** The oldest look that is good enough for any second, epoch seconds. */
export function freshSince(freshness: Freshness): number {
  return freshness.nowS - freshness.freshS;
}

/** The parts of `range` that no segment covers freshly enough, oldest first. */
export function staleRanges(segments: readonly Segment[], range: Range, freshness: Freshness): Range[] {
  let rest: Range[] = range.from < range.to ? [range] : [];
  for (const segment of segments) {
    const fresh = freshPart(segment, freshness);
    if (fresh) {
      rest = rest.flatMap((part) => without(part, fresh));
    }
  }
  return rest;
}

/** What of a range neither a lookup of everything nor one of the filter has covered freshly enough, oldest first. */
export function missingRanges(
  store: Pick<EventStore, 'coverage'>,
  place: Place,
  filter: LookupFilter | undefined,
  range: Range,
  freshness: Freshness
): Range[] {
  const open = staleRanges(store.coverage(place, undefined), range, freshness);
  if (!filter || open.length === 0) {
    return open;
  }
  const own = store.coverage(place, filter);
  return open.flatMap((part) => staleRanges(own, part, freshness));
}

function freshPart({ from, to, asOf }: Segment, freshness: Freshness): Range | undefined {
  const { nowS, settleS, growth } = freshness;
  if (asOf === SETTLED || asOf >= freshSince(freshness)) {
    return { from, to };
  }
  if (growth === 0) {
    return undefined;
  }
  const part = {
    from: Math.max(from, nowS - settleS - LAST_LOOK_SLACK_S),
    to: Math.min(to, Math.floor(asOf - (nowS - asOf) / growth) + 1),
  };
  return part.from < part.to ? part : undefined;
}
