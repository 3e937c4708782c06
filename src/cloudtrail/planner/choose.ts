import { filterKey, type LookupFilter } from '../lookup/filter';
import { requestsText } from './estimate';
import type { RuleNeeds, Spelling } from './needs';
import { EVERYTHING, type LookupPlan } from './plan';
import { lookupProblem } from './problem';
import { BUSY_EVENTS_PER_SECOND, lookupCost, type EventRates } from './rates';
import { cheapestCover } from './search';

export interface ChooseOptions extends Spelling {
  readonly rates: EventRates;
  /** The span of time that is asked for. */
  readonly seconds: number;
  /** How much of it a lookup (absent: of everything) would have to fetch. Default: all of it. */
  readonly missingSeconds?: (filter: LookupFilter | undefined) => number;
  /** Everything is fetched where it takes at most this many requests. Default: `cheapPages(60)`. */
  readonly cheapPages?: number;
  /** Everything is fetched where it takes at most so many times the requests of the rules' lookups. Default 1. */
  readonly preferEverything?: number;
}

export interface LookupChoice {
  readonly plan: LookupPlan;
  /** Estimated LookupEvents requests of the plan, to one account and region. */
  readonly pages: number;
  /** Those of fetching everything. */
  readonly everythingPages: number;
  /** Why this plan, in a sentence or two. */
  readonly reason: string;
}

/**
 * A tenth of the requests that CloudTrail answers while a look repeats: little enough to spend on everything, which
 * then serves every rule, panel and alert.
 */
export function cheapPages(repeatSeconds: number, requestsPerSecond = 2): number {
  return 0.1 * requestsPerSecond * repeatSeconds;
}

/**
 * The cheapest lookups that provably return every event which one of the rules can match: everything, or one lookup for
 * each value of a field that each rule needs; values that rules share are looked up once. Everything is preferred where
 * it costs no more, or little: what it returns serves every other question too.
 */
export function chooseLookups(needs: readonly RuleNeeds[], options: ChooseOptions): LookupChoice {
  const cost = lookupCost(options.rates, options.missingSeconds ?? (() => options.seconds));
  const everythingPages = cost.everything;
  const problem = lookupProblem(needs, options, cost.of);
  const assumption = cost.assumed
    ? ` How busy the account is has not been measured: ${BUSY_EVENTS_PER_SECOND} events per second are assumed.`
    : '';
  const everything = (why: string): LookupChoice => ({
    plan: EVERYTHING,
    pages: everythingPages,
    everythingPages,
    reason: `Every event is fetched, in about ${requestsText(everythingPages)}: ${why}.${assumption}`,
  });

  if (problem.open === 0 && problem.rules.length === 0) {
    return { plan: [], pages: 0, everythingPages, reason: 'Nothing is fetched: no rule can match any event.' };
  }
  if (problem.open > 0) {
    return everything('a rule names no event, source or key that CloudTrail could look up');
  }
  if (everythingPages <= (options.cheapPages ?? cheapPages(60))) {
    return everything('that is little, and serves every rule, panel and alert');
  }
  const chosen = cheapestCover(problem);
  const pages = chosen.reduce((sum, element) => sum + problem.costs[element], 0);
  if (everythingPages <= pages * (options.preferEverything ?? 1)) {
    return everything(
      `${lookupsText(chosen.length)} for what the rules name would take ${everythingPages <= pages ? 'no' : 'hardly'} fewer`
    );
  }
  return {
    plan: inOrder(chosen.map((element) => problem.lookups[element])),
    pages,
    everythingPages,
    reason:
      `Only what the rules name is fetched: ${lookupsText(chosen.length)}, in about ${requestsText(pages)}; ` +
      `every event would take about ${requestsText(everythingPages)}.${assumption}`,
  };
}

/**
 * The part of a plan that holds every event which one of these rules can match: what a query has to wait for where the
 * plan serves others too. Where the plan is everything, that.
 *
 * @param options as the plan was chosen with
 */
export function restrictPlan(plan: LookupPlan, needs: readonly RuleNeeds[], options: ChooseOptions): LookupPlan {
  if (plan.includes(undefined)) {
    return EVERYTHING;
  }
  const cost = lookupCost(options.rates, options.missingSeconds ?? (() => options.seconds));
  const planned = new Set(plan.map(filterKey));
  const problem = lookupProblem(needs, options, cost.of, (filter) => planned.has(filterKey(filter)));
  if (problem.open > 0) {
    // Chosen without these rules: the plan may miss what they match, so it cannot be a part of it.
    return chooseLookups(needs, options).plan;
  }
  return inOrder(cheapestCover(problem).map((element) => problem.lookups[element]));
}

function lookupsText(count: number): string {
  return count === 1 ? 'one lookup' : `${count} lookups`;
}

/** The same lookups are always the same text. */
function inOrder(lookups: readonly LookupFilter[]): LookupPlan {
  return [...lookups].sort((a, b) => (filterKey(a) < filterKey(b) ? -1 : 1));
}
