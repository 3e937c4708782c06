import { filterKey, type LookupFilter } from '../lookup/filter';

/**
 * The lookups whose results together hold every event that can matter. One without a filter returns everything, so a
 * plan is either `[undefined]` or lookups by attribute.
 */
export type LookupPlan = ReadonlyArray<LookupFilter | undefined>;

export const EVERYTHING: LookupPlan = [undefined];

/** The lookups of a plan by name: `everything`, `EventSource=iam.amazonaws.com`. */
export function lookupNames(plan: LookupPlan): string[] {
  return plan.map(filterKey);
}
