import type { EventFilter } from '../../contract/query';
import { EVERYTHING, planLookups, type LookupPlan, type RuleNeeds } from '../../cloudtrail';
import type { SigmaRule } from '../../sigma';
import { spellEventName } from '../rules/catalogue';
import { necessaryValues } from '../rules/engine';

const needsOf = new WeakMap<SigmaRule, RuleNeeds>();

/** The lookups that return every event which one of the rules can match and the filters let through. */
export function planSelection(rules: readonly SigmaRule[], filters: readonly EventFilter[]): LookupPlan {
  const narrowed = planFilters(filters);
  if (rules.length > 0 && narrowed !== EVERYTHING) {
    return narrowed;
  }
  return planLookups(rules.map(ruleNeeds), { spellEventName });
}

/** A filter on the event's name or source is an attribute that CloudTrail can look up: both compare exactly. */
export function planFilters(filters: readonly EventFilter[]): LookupPlan {
  for (const [field, attribute] of [
    ['eventName', 'EventName'],
    ['eventSource', 'EventSource'],
  ] as const) {
    const filter = filters.find(
      (candidate) => candidate.field === field && candidate.operator === '=' && candidate.value !== ''
    );
    if (filter) {
      return [{ attribute, value: filter.value }];
    }
  }
  return EVERYTHING;
}

function ruleNeeds(rule: SigmaRule): RuleNeeds {
  let needs = needsOf.get(rule);
  if (!needs) {
    needs = Object.fromEntries(
      (['eventName', 'eventSource', 'readOnly'] as const).flatMap((field) => {
        const values = necessaryValues(rule.expression, field);
        return values ? [[field, values]] : [];
      })
    );
    needsOf.set(rule, needs);
  }
  return needs;
}
