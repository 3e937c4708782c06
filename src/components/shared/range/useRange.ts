import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { getDefaultTimeRange, type TimeRange } from '@grafana/data';
import { lookAt, type Look } from './look';
import { DEFAULT_RANGE, rangeOfUrl, writeRange } from './rangeUrl';
import { readRange, type WrittenRange } from './timeRange';

/** A range, fixed to the clock of when it was chosen or last refreshed. */
export interface ClockedRange {
  /** As the picker shows it. */
  readonly range: TimeRange;
  readonly look: Look;
  /** Looks again, up to now. */
  refresh(): void;
}

/** The range that is written; the default one where that is none. */
export function useRange({ from, to }: WrittenRange): ClockedRange {
  const [attempt, setAttempt] = useState(0);
  // Another attempt is another now.
  const clocked = useMemo(() => {
    const range = readRange({ from, to }) ?? readRange(DEFAULT_RANGE) ?? getDefaultTimeRange();
    return { range, look: lookAt(range, attempt) };
  }, [from, to, attempt]);
  const refresh = useCallback(() => setAttempt((count) => count + 1), []);
  return { ...clocked, refresh };
}

/** The range that the page's address names. The way back leads to the one before. */
export function useRangeOfUrl(): ClockedRange & { choose(range: WrittenRange): void } {
  const [search, setSearch] = useSearchParams();
  const clocked = useRange(rangeOfUrl(search));
  const choose = (range: WrittenRange) =>
    setSearch((before) => {
      writeRange(before, range);
      return before;
    });
  return { ...clocked, choose };
}
