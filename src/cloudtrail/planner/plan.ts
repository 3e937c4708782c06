import { filterKey, type LookupFilter } from '../lookup/filter';
import type { RuleNeeds, Spelling } from './needs';

export type { RuleNeeds } from './needs';

/**
 * The lookups whose results together hold every event that can matter. One without a filter returns everything, so a
 * plan is either `[undefined]` or lookups by attribute.
 */
export type LookupPlan = ReadonlyArray<LookupFilter | undefined>;

export const EVERYTHING: LookupPlan = [undefined];

/**
 * The smallest plan that provably returns every event that one of the rules can match: one attribute where all rules
 * share its value, `ReadOnly=false` where every rule needs write events, else everything.
 */
export function planLookups(rules: readonly RuleNeeds[], options: Spelling): LookupPlan {
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
