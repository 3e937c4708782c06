import type { LookupAttributeKey } from '../../contract/query';
import type { CoverageKey, EventRow } from '../store/types';

/** The one attribute that a LookupEvents request may carry: exact and case-sensitive. Absent: every event. */
export interface LookupFilter {
  readonly attribute: LookupAttributeKey;
  readonly value: string;
}

/** A filter's name in the store's coverage and in messages: `EventName=CreateUser`; `everything` without one. */
export function filterKey(filter: CoverageKey | undefined): string {
  return filter ? `${filter.attribute}=${filter.value}` : 'everything';
}

/** True for the events that CloudTrail returns for the filter, told from the envelope. */
export function matchesFilter(row: EventRow, filter: LookupFilter | undefined): boolean {
  if (!filter) {
    return true;
  }
  const { value } = filter;
  switch (filter.attribute) {
    case 'EventId':
      return row.eventId === value;
    case 'EventName':
      return row.eventName === value;
    case 'EventSource':
      return row.eventSource === value;
    case 'ReadOnly':
      return row.readOnly !== undefined && String(row.readOnly) === value;
    case 'Username':
      return row.username === value;
    case 'AccessKeyId':
      return row.accessKeyId === value;
    case 'ResourceName':
      return row.resources?.some((resource) => resource.name === value) ?? false;
    case 'ResourceType':
      return row.resources?.some((resource) => resource.type === value) ?? false;
  }
}
