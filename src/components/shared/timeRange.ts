import { dateTime, ISO_8601, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';

/** A range as text, as a URL has it: `now-24h`, epoch milliseconds, or a date. */
export interface WrittenRange {
  readonly from: string;
  readonly to: string;
}

/** The range that a text names, by what time it is now; undefined where it names none, or one that ends before it begins. */
export function readRange({ from, to }: WrittenRange): TimeRange | undefined {
  const range = rangeUtil.convertRawToRange({ from: bound(from), to: bound(to) });
  return range.from.isValid() && range.to.isValid() && range.from.valueOf() < range.to.valueOf() ? range : undefined;
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

function bound(text: string): RawTimeRange['from'] {
  if (/^now/.test(text)) {
    return text;
  }
  return /^\d+$/.test(text) ? dateTime(Number(text)) : dateTime(text, ISO_8601);
}
