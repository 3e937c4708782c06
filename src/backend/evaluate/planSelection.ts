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

/** Fields whose filters CloudTrail can look up: both compare exactly. */
const LOOKED_UP: Readonly<Record<string, LookupFilter['attribute']>> = {
  eventName: 'EventName',
  eventSource: 'EventSource',
  eventID: 'EventId',
  'userIdentity.accessKeyId': 'AccessKeyId',
};

/**
 * What must be fetched so that every event is there which one of the rules can match, the filters let through, and the
 * lookup, where there is one, returns.
 */
export function selectionNeeds(
  rules: readonly SigmaRule[],
  filters: readonly EventFilter[],
  lookup?: LookupFilter
): readonly RuleNeeds[] {
  const exact = exactLookups(lookup, filters);
  const needs = rules.map(ruleNeeds);
  return exact.length === 0 ? needs : needs.map((need) => ({ ...need, exact }));
}

/** What must be fetched for the events that the filters let through, or that a lookup returns. */
export function eventNeeds(lookup: LookupFilter | undefined, filters: readonly EventFilter[]): readonly RuleNeeds[] {
  const exact = exactLookups(lookup, filters);
  return exact.length === 0 ? EVERY_EVENT : [{ exact }];
}

function exactLookups(lookup: LookupFilter | undefined, filters: readonly EventFilter[]): LookupFilter[] {
  const ofFilters = filters.flatMap(({ field, operator, value }): LookupFilter[] => {
    const attribute = Object.hasOwn(LOOKED_UP, field) ? LOOKED_UP[field] : undefined;
    return attribute && operator === '=' && value !== '' ? [{ attribute, value }] : [];
  });
  return [...(lookup ? [lookup] : []), ...ofFilters];
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
