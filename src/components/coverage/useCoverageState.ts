import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readState, writeState, type CoverageState } from './coverageUrl';

/** The state of the page in the URL, and what changes parts of it. */
export function useCoverageState(): {
  readonly state: CoverageState;
  change(part: Partial<CoverageState>): void;
} {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readState(search), [search]);
  return {
    state,
    change: (part) => setSearch((before) => writeState(before, { ...readState(before), ...part }), { replace: true }),
  };
}
