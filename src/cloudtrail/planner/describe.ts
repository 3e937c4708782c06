import { filterKey } from '../lookup/filter';
import { isoTime } from '../scan/range';
import type { Range } from '../store/coverage';
import type { Place } from '../store/types';
import type { LookupPlan } from './plan';

/** The planned LookupEvents requests, one a line: account, region, attribute, absolute times as they are sent. */
export function describePlan(places: readonly Place[], plan: LookupPlan, range: Range | undefined): string {
  if (!range || plan.length === 0 || places.length === 0) {
    return 'No LookupEvents request is needed.';
  }
  const times = `StartTime=${isoTime(range.from)} EndTime=${isoTime(range.to - 1)}`;
  return places
    .flatMap((place) =>
      plan.map((filter) => `LookupEvents account=${place.account} region=${place.region} ${filterKey(filter)} ${times}`)
    )
    .join('\n');
}
