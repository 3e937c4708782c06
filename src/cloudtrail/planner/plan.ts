import { filterKey, type LookupFilter } from '../lookup/filter';

/**
 * The lookups whose results together hold every event that can matter. One without a filter returns everything, so a
 * plan is either `[undefined]` or lookups by attribute.
 */
export type LookupPlan = ReadonlyArray<LookupFilter | undefined>;

export const EVERYTHING: LookupPlan = [undefined];

/**
 * What a rule needs of an event's envelope, as the engine derives it: any event that matches has one of these values.
 * Values are lower case; undefined leaves the field open.
 */
export interface RuleNeeds {
  readonly eventName?: ReadonlySet<string>;
  readonly eventSource?: ReadonlySet<string>;
  readonly readOnly?: ReadonlySet<string>;
}

export interface PlanOptions {
  /**
   * CloudTrail's spelling of an event name given in lower case; undefined where it is unknown or has several. Sigma
   * compares without case, LookupEvents with it: a name that we cannot spell cannot be looked up.
   */
  spellEventName(lowerCase: string): string | undefined;
}

/**
 * The smallest plan that provably returns every event that one of the rules can match: one attribute where all rules
 * share its value, `ReadOnly=false` where every rule needs write events, else everything.
 */
export function planLookups(rules: readonly RuleNeeds[], options: PlanOptions): LookupPlan {
  if (rules.length === 0) {
    return [];
  }
  const eventName = sharedValue(rules.map((rule) => rule.eventName));
  const spelled = eventName === undefined ? undefined : options.spellEventName(eventName);
  if (spelled !== undefined) {
    return [{ attribute: 'EventName', value: spelled }];
  }
  // CloudTrail writes event sources in lower case, always.
  const eventSource = sharedValue(rules.map((rule) => rule.eventSource));
  if (eventSource !== undefined) {
    return [{ attribute: 'EventSource', value: eventSource }];
  }
  const readOnly = sharedValue(rules.map((rule) => rule.readOnly));
  if (readOnly === 'false') {
    return [{ attribute: 'ReadOnly', value: 'false' }];
  }
  return EVERYTHING;
}

/** A plan as text: `everything`, `EventSource=iam.amazonaws.com`. */
export function planText(plan: LookupPlan): string {
  return plan.length === 0 ? 'nothing' : plan.map(filterKey).join(' + ');
}

function sharedValue(sets: ReadonlyArray<ReadonlySet<string> | undefined>): string | undefined {
  let shared: string | undefined;
  for (const set of sets) {
    if (set?.size !== 1) {
      return undefined;
    }
    const [value] = set;
    if (shared !== undefined && shared !== value) {
      return undefined;
    }
    shared = value;
  }
  return shared;
}
