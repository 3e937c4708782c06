const EVENT_TIME = /("eventTime"\s*:\s*")([^"]+)(")/g;

/** The record's time, epoch milliseconds; undefined for a text that is no record with a time. */
export function timeOf(text: string): number | undefined {
  try {
    const record = JSON.parse(text) as { eventTime?: unknown } | null;
    const ms = typeof record?.eventTime === 'string' ? Date.parse(record.eventTime) : NaN;
    return Number.isNaN(ms) ? undefined : ms;
  } catch {
    return undefined;
  }
}

/**
 * Shifts all records so that the newest happens at `nowMs`, keeping their spacing. Only the time of the record is
 * written anew: all other bytes stay. A text without a time stays as it is.
 */
export function retime(texts: readonly string[], nowMs: number): string[] {
  const times = texts.map(timeOf);
  const newest = times.reduce<number>((max, time) => Math.max(max, time ?? -Infinity), -Infinity);
  const shift = Math.floor((nowMs - newest) / 1000) * 1000;
  return texts.map((text, index) => {
    const time = times[index];
    return time === undefined ? text : withTime(text, new Date(time + shift).toISOString().replace(/\.\d+Z$/, 'Z'));
  });
}

/** Replaces the occurrence that is the record's own: an `eventTime` deeper down (in a parameter) is left alone. */
function withTime(text: string, time: string): string {
  for (const match of text.matchAll(EVENT_TIME)) {
    const [whole, before, , after] = match;
    const changed = text.slice(0, match.index) + before + time + after + text.slice(match.index + whole.length);
    if ((JSON.parse(changed) as { eventTime?: unknown }).eventTime === time) {
      return changed;
    }
  }
  return text;
}
