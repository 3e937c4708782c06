import type { CoverageKey } from './types';

/** The keys that a range was looked up for, one by one. */
export function coverageKeys(
  keys: CoverageKey | readonly CoverageKey[] | undefined
): ReadonlyArray<CoverageKey | undefined> {
  return keys === undefined || 'attribute' in keys ? [keys] : keys;
}
