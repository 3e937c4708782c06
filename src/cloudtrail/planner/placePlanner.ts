import { filterKey, type LookupFilter } from '../lookup/filter';
import { secondsOf, type Range } from '../store/coverage';
import { missingRanges, type Freshness } from '../store/freshness';
import type { EventStore, Place } from '../store/types';
import { cheapPages, type ChooseOptions, type LookupChoice } from './choose';
import { measuredRates } from './measuredRates';
import type { RuleNeeds, Spelling } from './needs';
import type { LookupPlan } from './plan';
import { lookupCost, type EventRates } from './rates';
import { SharedPlanner, type QueryPlan } from './sharedPlanner';

export interface PlacePlannerOptions {
  readonly place: Place;
  readonly store: EventStore;
  readonly spelling: Spelling;
  readonly requestsPerSecond: number;
  /** Events may arrive this late: while a query is repeated so much is looked at again. */
  readonly settleSeconds: number;
  /** See SharedPlannerOptions. */
  readonly keepSeconds?: number;
  /** When a look is good enough, for a query of now. */
  freshness(filter: LookupFilter | undefined, nowS: number): Freshness;
}

export interface PlannedLookups {
  readonly plan: LookupPlan;
  /** Requests that the plan's lookups are estimated to take now. */
  readonly requests: number;
  /** Requests each minute while the query is repeated. */
  readonly requestsPerMinute: number;
  readonly shared: LookupChoice;
  /** How busy the place is has not been measured yet: the estimates take it for a busy one. */
  readonly assumed: boolean;
}

/** Dashboards and alerts ask again about so often. */
const REPEAT_SECONDS = 60;
/** Rates move slowly. */
const MEASURE_SECONDS = 60;

/** Plans the lookups of one account and region, by its own rates: what is cheap in a quiet region is not in a busy one. */
export class PlacePlanner {
  private readonly planner: SharedPlanner;
  private measured?: { rates: EventRates; atS: number };
  /** The latest choice for all that was asked, for `status`. */
  last?: LookupChoice;

  constructor(private readonly options: PlacePlannerOptions) {
    const { keepSeconds } = options;
    this.planner = new SharedPlanner(keepSeconds === undefined ? {} : { keepSeconds });
  }

  /**
   * @param key what the query is known by when it is asked again
   * @param range whole epoch seconds
   */
  plan(key: string, needs: readonly RuleNeeds[], range: Range, nowS: number): PlannedLookups {
    const planned = this.planned(range, nowS, (options) => this.planner.plan(key, needs, options, nowS));
    this.last = planned.shared;
    return planned;
  }

  /** The same without noting that it was asked: for a query that is being written. */
  preview(needs: readonly RuleNeeds[], range: Range, nowS: number): PlannedLookups {
    return this.planned(range, nowS, (options) => this.planner.preview(needs, options, nowS));
  }

  /** What all that was asked lately needs, whoever asks. */
  current(range: Range, nowS: number): LookupPlan {
    return this.planned(range, nowS, (options) => this.planner.preview([], options, nowS)).shared.plan;
  }

  private planned(range: Range, nowS: number, choose: (options: ChooseOptions) => QueryPlan): PlannedLookups {
    const { spelling, requestsPerSecond, settleSeconds, freshness, store, place } = this.options;
    const rates = this.rates(nowS);
    const missingSeconds = memoized((filter) =>
      secondsOf(missingRanges(store, place, filter, range, freshness(filter, nowS)))
    );
    const { plan, shared } = choose({
      rates,
      seconds: range.to - range.from,
      missingSeconds,
      cheapPages: cheapPages(REPEAT_SECONDS, requestsPerSecond),
      ...spelling,
    });
    return {
      plan,
      assumed: rates.perSecond(undefined) === undefined,
      shared,
      requests: pagesOf(plan, rates, missingSeconds),
      requestsPerMinute: pagesOf(plan, rates, () => settleSeconds + REPEAT_SECONDS),
    };
  }

  private rates(nowS: number): EventRates {
    const age = nowS - (this.measured?.atS ?? -Infinity);
    // What is unknown may be known a moment later.
    if (!this.measured || age >= MEASURE_SECONDS || age < 0 || this.measured.rates.perSecond(undefined) === undefined) {
      const { store, place } = this.options;
      this.measured = { rates: measuredRates(store, place, nowS), atS: nowS };
    }
    return this.measured.rates;
  }
}

function pagesOf(plan: LookupPlan, rates: EventRates, seconds: (filter: LookupFilter | undefined) => number): number {
  const cost = lookupCost(rates, seconds);
  return plan.reduce((pages, filter) => pages + (filter ? cost.of(filter) : cost.everything), 0);
}

function memoized(compute: (filter: LookupFilter | undefined) => number): (filter: LookupFilter | undefined) => number {
  const known = new Map<string, number>();
  return (filter) => {
    const key = filterKey(filter);
    let value = known.get(key);
    if (value === undefined) {
      value = compute(filter);
      known.set(key, value);
    }
    return value;
  };
}
