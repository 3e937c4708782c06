import { rangeUtil, dateTime, type TimeRange } from '@grafana/data';
import type { QueryRange } from '../runQuery';
import { writtenRange } from './timeRange';

const MINUTE_MS = 60_000;

/** A look at a range of time, as queries ask for it: whole minutes, so that one query after the other asks for the same. */
export interface Look extends QueryRange {
  /** Which range was chosen; the same when it is looked at again, later. */
  readonly choice: string;
  /** Which look it is at what was chosen, from 0. */
  readonly attempt: number;
}

/**
 * A look at a range. It ends at the last whole minute where it moves with the clock, as the current one is not over; of a
 * fixed range it has all. It is a minute at least.
 */
export function lookAt(range: TimeRange, attempt: number): Look {
  const { from, to } = writtenRange(range.raw);
  const fromMs = Math.floor(range.from.valueOf() / MINUTE_MS) * MINUTE_MS;
  const round = to.startsWith('now') ? Math.floor : Math.ceil;
  const toMs = Math.max(fromMs + MINUTE_MS, round(range.to.valueOf() / MINUTE_MS) * MINUTE_MS);
  return { fromMs, toMs, choice: `${from} ${to}`, attempt };
}

/** A look that is counted over time, in about so many bars. */
export function inBars<T extends QueryRange>(look: T, bars: number): T & Required<QueryRange> {
  const [from, to] = [dateTime(look.fromMs), dateTime(look.toMs)];
  return { ...look, intervalMs: rangeUtil.calculateInterval({ from, to, raw: { from, to } }, bars, '1m').intervalMs };
}
