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
  /** Never below one request, nor above everything. */
  of(filter: LookupFilter): number;
}

/** Prices lookups over `seconds` by the rates. */
export function lookupCost(rates: EventRates, seconds: number): LookupCost {
  const span = Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
  const pages = (perSecond: number) => Math.max(1, (perSecond * span) / EVENTS_PER_PAGE);
  const measured = known(rates.perSecond(undefined));
  const all = measured ?? BUSY_EVENTS_PER_SECOND;
  return {
    everything: pages(all),
    assumed: measured === undefined,
    of: (filter) =>
      pages(Math.min(all, known(rates.perSecond(filter)) ?? all * shareOf(filter, measured !== undefined))),
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
