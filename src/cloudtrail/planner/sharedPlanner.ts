import { chooseLookups, restrictPlan, type ChooseOptions, type LookupChoice } from './choose';
import { Demand } from './demand';
import type { RuleNeeds } from './needs';
import { EVERYTHING, type LookupPlan } from './plan';

/** How long what was asked counts: a rule that Grafana evaluates every ten minutes is still asked for. */
const KEEP_SECONDS = 600;
/** How long a choice stands while the questions stay the same: rates move slowly, and queries come in bursts. */
const REPLAN_SECONDS = 30;
/**
 * Everything stays the choice until the rules' lookups take clearly fewer requests: near the point where both cost the
 * same, turning from one to the other at every look would fetch the same times again.
 */
const PREFER_WHAT_IS = 1.25;

export interface SharedPlannerOptions {
  readonly keepSeconds?: number;
  readonly replanSeconds?: number;
}

export interface QueryPlan {
  /** What this query's own rules need of the shared plan. */
  readonly plan: LookupPlan;
  /** The choice for all that was asked lately. */
  readonly shared: LookupChoice;
}

interface Chosen {
  readonly needs: readonly RuleNeeds[];
  readonly atS: number;
  /** Chosen with measured rates. */
  readonly measured: boolean;
  readonly choice: LookupChoice;
}

/** Plans each query as a part of one plan for all that were asked lately. One for each event store. */
export class SharedPlanner {
  private readonly demand: Demand;
  private readonly replanSeconds: number;
  /** By the span's order of magnitude: what a look costs at least matters for short ones alone. */
  private readonly chosen = new Map<number, Chosen>();

  constructor(options: SharedPlannerOptions = {}) {
    this.demand = new Demand({ keepSeconds: options.keepSeconds ?? KEEP_SECONDS });
    this.replanSeconds = options.replanSeconds ?? REPLAN_SECONDS;
  }

  /**
   * @param key what the query is known by when it is asked again
   * @param needs of its rules
   * @param nowS seconds of a clock that does not jump back
   */
  plan(key: string, needs: readonly RuleNeeds[], options: ChooseOptions, nowS: number): QueryPlan {
    this.demand.note(key, needs, nowS);
    const shared = this.choose(options, nowS);
    return { shared, plan: restrictPlan(shared.plan, needs, options) };
  }

  /** What `plan` would give, without noting that it was asked: for a query that is being written. */
  preview(needs: readonly RuleNeeds[], options: ChooseOptions, nowS: number): QueryPlan {
    const shared = chooseLookups([...this.demand.current(nowS), ...needs], options);
    return { shared, plan: restrictPlan(shared.plan, needs, options) };
  }

  private choose(options: ChooseOptions, nowS: number): LookupChoice {
    const needs = this.demand.current(nowS);
    const magnitude = Math.ceil(Math.log2(Math.max(1, options.seconds)));
    const last = this.chosen.get(magnitude);
    const measured = options.rates.perSecond(undefined) !== undefined;
    if (last && last.needs === needs && last.measured === measured && nowS - last.atS < this.replanSeconds) {
      return last.choice;
    }
    const choice = chooseLookups(needs, {
      ...options,
      ...(last?.choice.plan === EVERYTHING ? { preferEverything: PREFER_WHAT_IS } : {}),
    });
    this.chosen.set(magnitude, { needs, atS: nowS, measured, choice });
    return choice;
  }
}
