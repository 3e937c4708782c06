import { planTest, type LookupFilter, type OpenPart } from '../../cloudtrail';
import type { CompiledFilters } from './filters';

/**
 * Filters that also hold back what a lookup does not return: the store has events that others looked up. Without a lookup
 * they are as they were.
 */
export function onlyLookedUp(filters: CompiledFilters, lookup: LookupFilter | undefined): CompiledFilters {
  if (!lookup) {
    return filters;
  }
  const tests = new WeakMap<OpenPart, (row: number) => boolean>();
  const isReturned = (open: OpenPart, row: number): boolean => {
    const test = tests.get(open) ?? planTest(open, [lookup]);
    tests.set(open, test);
    return test(row);
  };
  return {
    ...filters,
    testsEvents: true,
    event: (event) => isReturned(event.part.open(), event.index) && filters.event(event),
  };
}
