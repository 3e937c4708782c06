import type { EventFilter } from '../../contract/query';
import type { LookupFilter, RuleNeeds } from '../../cloudtrail';
import type { SigmaRule } from '../../sigma';
import { necessaryValues } from '../rules/engine';

const needsOf = new WeakMap<SigmaRule, RuleNeeds>();
const WANTED = {
  eventName: 'eventName',
  eventSource: 'eventSource',
  readOnly: 'readOnly',
  accessKeyId: 'userIdentity.accessKeyId',
} as const;

/** All events. */
export const EVERY_EVENT: readonly RuleNeeds[] = [{}];

/** What must be fetched so that every event is there which one of the rules can match and the filters let through. */
export function selectionNeeds(rules: readonly SigmaRule[], filters: readonly EventFilter[]): readonly RuleNeeds[] {
  const exact = filterLookups(filters);
  const needs = rules.map(ruleNeeds);
  return exact.length === 0 ? needs : needs.map((need) => ({ ...need, exact }));
}

/** What must be fetched for the events that the filters let through, or that a lookup returns. */
export function eventNeeds(lookup: LookupFilter | undefined, filters: readonly EventFilter[]): readonly RuleNeeds[] {
  const exact = [...(lookup ? [lookup] : []), ...filterLookups(filters)];
  return exact.length === 0 ? EVERY_EVENT : [{ exact }];
}

/** A filter on the event's name or source is an attribute that CloudTrail can look up: both compare exactly. */
function filterLookups(filters: readonly EventFilter[]): LookupFilter[] {
  return filters.flatMap(({ field, operator, value }): LookupFilter[] => {
    const attribute = { eventName: 'EventName', eventSource: 'EventSource' }[field] as
      LookupFilter['attribute'] | undefined;
    return attribute && operator === '=' && value !== '' ? [{ attribute, value }] : [];
  });
}

function ruleNeeds(rule: SigmaRule): RuleNeeds {
  let needs = needsOf.get(rule);
  if (!needs) {
    needs = Object.fromEntries(
      Object.entries(WANTED).flatMap(([name, field]) => {
        const values = necessaryValues(rule.expression, field);
        return values ? [[name, values]] : [];
      })
    );
    needsOf.set(rule, needs);
  }
  return needs;
}
