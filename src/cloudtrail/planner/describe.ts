import { filterKey } from '../lookup/filter';
import { isoTime } from '../scan/range';
import type { Range } from '../store/coverage';
import type { Place } from '../store/types';
import { estimateText, requestsText } from './estimate';
import type { PlannedLookups } from './placePlanner';

/** A place and what is looked up there. */
export interface PlannedPlace {
  readonly place: Place;
  readonly lookups: PlannedLookups;
}

/**
 * The planned LookupEvents requests, one a line: account, region, attribute, absolute times as they are sent; then what
 * they are estimated to take.
 */
export function describePlan(planned: readonly PlannedPlace[], range: Range | undefined): string {
  if (!range || planned.every(({ lookups }) => lookups.plan.length === 0)) {
    return 'No LookupEvents request is needed.';
  }
  const times = `StartTime=${isoTime(range.from)} EndTime=${isoTime(range.to - 1)}`;
  const lines = planned.flatMap(({ place, lookups }) =>
    lookups.plan.map(
      (filter) => `LookupEvents account=${place.account} region=${place.region} ${filterKey(filter)} ${times}`
    )
  );
  return [...lines, estimateLine(planned)].join('\n');
}

/** What a query takes now, and while it is repeated each minute. */
export function estimateLine(planned: readonly PlannedPlace[]): string {
  if (planned.some(({ lookups }) => lookups.assumed)) {
    return 'No estimate yet: how busy these accounts and regions are is being measured.';
  }
  const now = planned.reduce((sum, { lookups }) => sum + lookups.requests, 0);
  const each = planned.reduce((sum, { lookups }) => sum + lookups.requestsPerMinute, 0);
  return `Estimated: ${now > 0 ? requestsText(now) : 'no request'} now, ${estimateText(each)} while it is repeated.`;
}
