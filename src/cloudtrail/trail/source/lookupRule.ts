import type { Expression, SigmaRule } from '../../../sigma';
import type { LookupFilter } from '../../lookup/filter';

const FIELDS: Readonly<Record<Exclude<LookupFilter['attribute'], 'Username'>, string>> = {
  EventId: 'eventID',
  EventName: 'eventName',
  EventSource: 'eventSource',
  ReadOnly: 'readOnly',
  AccessKeyId: 'userIdentity.accessKeyId',
  ResourceName: 'resources.ARN',
  ResourceType: 'resources.type',
};

const known = new Map<string, SigmaRule>();
const MAX_KNOWN = 1000;

/** What a lookup by attribute asks of a trail, as a condition: every event that it returns passes. */
export function lookupRule(lookup: LookupFilter): SigmaRule {
  const key = JSON.stringify([lookup.attribute, lookup.value]);
  let rule = known.get(key);
  if (!rule) {
    // Narrowing reads no more of a rule than its condition.
    rule = { kind: 'rule', key, expression: conditionOf(lookup) } as SigmaRule;
    if (known.size >= MAX_KNOWN) {
      known.clear();
    }
    known.set(key, rule);
  }
  return rule;
}

function conditionOf({ attribute, value }: LookupFilter): Expression {
  if (attribute === 'Username') {
    // The envelope names the user, the session of an assumed role, or `root`; see envelopeOf.
    return {
      op: 'or',
      of: [
        eq('userIdentity.userName', value),
        endsWith('userIdentity.arn', `/${value}`),
        endsWith('userIdentity.arn', `:${value}`),
        endsWith('userIdentity.principalId', `:${value}`),
      ],
    };
  }
  if (attribute === 'ReadOnly') {
    return { op: 'predicate', predicate: { kind: 'eq', field: FIELDS.ReadOnly, value: value === 'true' } };
  }
  return eq(FIELDS[attribute], value);
}

function eq(field: string, value: string): Expression {
  return { op: 'predicate', predicate: { kind: 'eq', field, value, cased: false } };
}

function endsWith(field: string, value: string): Expression {
  return { op: 'predicate', predicate: { kind: 'endswith', field, value, cased: false } };
}
