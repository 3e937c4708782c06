import type { LookupFilter } from '../lookup/filter';

/** How many events lookups return, as the store has measured it, for one account and region. */
export interface EventRates {
  /** Events per second of what a lookup with the filter returns (absent: everything); undefined where unknown. */
  perSecond(filter: LookupFilter | undefined): number | undefined;
}

/** LookupEvents returns at most this many events a request. */
const EVENTS_PER_PAGE = 50;
/** Before anything is measured: an account in which a look at everything takes a noticeable part of the quota. */
export const BUSY_EVENTS_PER_SECOND = 10;
/** Reading calls are most of what a busy account does. */
const READ_SHARE = { true: 0.8, false: 0.2 };
/** Before anything is measured, of a lookup by value: one service is a larger part of the traffic than one call. */
const UNMEASURED_SHARE = { EventSource: 0.1, other: 0.01 };

/** What lookups over a span of time cost, in LookupEvents requests to one account and region. */
export interface LookupCost {
  readonly everything: number;
  /** True where nothing is measured, and a busy account is assumed. */
  readonly assumed: boolean;
  /** Never below one request where there is something to fetch, nor above everything over the same span. */
  of(filter: LookupFilter): number;
}

/** Prices lookups by the rates and the seconds that each has to fetch; none to fetch cost nothing. */
export function lookupCost(rates: EventRates, seconds: (filter: LookupFilter | undefined) => number): LookupCost {
  const pages = (filter: LookupFilter | undefined, perSecond: number) => {
    const span = seconds(filter);
    return span > 0 ? Math.max(1, (perSecond * Math.min(span, Number.MAX_SAFE_INTEGER)) / EVENTS_PER_PAGE) : 0;
  };
  const measured = known(rates.perSecond(undefined));
  const all = measured ?? BUSY_EVENTS_PER_SECOND;
  return {
    everything: pages(undefined, all),
    assumed: measured === undefined,
    of: (filter) =>
      pages(filter, Math.min(all, known(rates.perSecond(filter)) ?? all * shareOf(filter, measured !== undefined))),
  };
}

/** The part of all events that a lookup without a rate of its own is taken to return. */
function shareOf(filter: LookupFilter, everythingMeasured: boolean): number {
  if (filter.attribute === 'ReadOnly') {
    return filter.value === 'true' ? READ_SHARE.true : READ_SHARE.false;
  }
  if (everythingMeasured) {
    // Everything was looked at, and this value was not in it.
    return 0;
  }
  return filter.attribute === 'EventSource' ? UNMEASURED_SHARE.EventSource : UNMEASURED_SHARE.other;
}

function known(rate: number | undefined): number | undefined {
  return rate !== undefined && Number.isFinite(rate) && rate >= 0 ? rate : undefined;
}
