import {
  dateMath,
  dateTime,
  getTimeZone,
  ISO_8601,
  type DateTime,
  type RawTimeRange,
  type TimeRange,
} from '@grafana/data';

/** A range as text, as a URL has it: `now-24h`, epoch milliseconds, or a date. */
export interface WrittenRange {
  readonly from: string;
  readonly to: string;
}

/**
 * The range that a text names, by what time it is now; undefined where it names none, or one that ends before it begins.
 * The clock is read once for both ends (Grafana's `convertRawToRange` reads it twice), so that two hours are two hours.
 */
export function readRange(written: WrittenRange): TimeRange | undefined {
  const now = Date.now();
  const [from, to] = [timeOf(written.from, now, false), timeOf(written.to, now, true)];
  return from?.isValid() && to?.isValid() && from.valueOf() < to.valueOf()
    ? { from, to, raw: { from: raw(written.from, from), to: raw(written.to, to) } }
    : undefined;
}

/** How a chosen range is written: one that moves with the clock as such, another by its milliseconds. */
export function writtenRange({ from, to }: RawTimeRange): WrittenRange {
  const written = (time: RawTimeRange['from']) => (typeof time === 'string' ? time : String(time.valueOf()));
  return { from: written(from), to: written(to) };
}

/** A range of the same length before (-1) or after (1) this one by half of it, or twice as long (0) around its middle. */
export function moved(range: TimeRange, direction: -1 | 0 | 1): WrittenRange {
  const [from, to] = [range.from.valueOf(), range.to.valueOf()];
  const half = Math.round((to - from) / 2);
  return direction === 0
    ? { from: String(from - half), to: String(to + half) }
    : { from: String(from + direction * half), to: String(to + direction * half) };
}

function timeOf(text: string, now: number, roundUp: boolean): DateTime | undefined {
  if (movesWithClock(text)) {
    return dateMath.toDateTime(text, { now, roundUp, timezone: getTimeZone() });
  }
  return /^\d+$/.test(text) ? dateTime(Number(text)) : dateTime(text, ISO_8601);
}

function raw(text: string, time: DateTime): RawTimeRange['from'] {
  return movesWithClock(text) ? text : time;
}

function movesWithClock(text: string): boolean {
  return text.startsWith('now');
}
