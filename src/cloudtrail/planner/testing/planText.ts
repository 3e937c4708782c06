import { lookupNames, type LookupPlan } from '../plan';

/** A plan as text: `everything`, `EventSource=iam.amazonaws.com`. */
export function planText(plan: LookupPlan): string {
  return plan.length === 0 ? 'nothing' : lookupNames(plan).join(' + ');
}
