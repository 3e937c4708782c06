import { rangeUtil, type TimeRange } from '@grafana/data';
import { readRange, type WrittenRange } from '../../shared/timeRange';

/** So many bars a chart has, about. */
const BARS = 60;
const MINUTE_MS = 60_000;

/** A range of time that was chosen, as queries ask for it. */
export interface ChosenRange {
  /** As the picker shows it. */
  readonly range: TimeRange;
  readonly fromMs: number;
  readonly toMs: number;
  /** How wide a bar of a chart is. */
  readonly intervalMs: number;
}

/** What is shown first. */
export const LAST_DAY: WrittenRange = { from: 'now-24h', to: 'now' };

/**
 * A range by what time it is now. It begins and ends at whole minutes, so that queries one after the other ask for the same.
 *
 * @returns undefined for one that ends before it begins
 */
export function chosenRange(chosen: WrittenRange): ChosenRange | undefined {
  const range = readRange(chosen);
  if (!range) {
    return undefined;
  }
  const fromMs = Math.floor(range.from.valueOf() / MINUTE_MS) * MINUTE_MS;
  const isNow = chosen.to.startsWith('now');
  // The current minute is not over; of a fixed range all is wanted.
  const toMs = (isNow ? Math.floor : Math.ceil)(range.to.valueOf() / MINUTE_MS) * MINUTE_MS;
  const { intervalMs } = rangeUtil.calculateInterval(range, BARS, '1m');
  return toMs > fromMs ? { range, fromMs, toMs, intervalMs } : undefined;
}
