import { useCallback, useMemo, useState } from 'react';
import { getDefaultTimeRange, type TimeRange } from '@grafana/data';
import { readRange, type WrittenRange } from '../shared/timeRange';

/** A range, fixed to the clock of when it was chosen or last refreshed. */
export interface ClockedRange {
  readonly range: TimeRange;
  /** How often it was refreshed. */
  readonly attempt: number;
  refresh(): void;
}

/** The range that the URL names; the default one where it names none. */
export function useRange({ from, to }: WrittenRange): ClockedRange {
  const [attempt, setAttempt] = useState(0);
  // Another attempt is another now.
  const clocked = useMemo(
    () => ({ attempt, range: readRange({ from, to }) ?? getDefaultTimeRange() }),
    [from, to, attempt]
  );
  const refresh = useCallback(() => setAttempt((count) => count + 1), []);
  return { ...clocked, refresh };
}
