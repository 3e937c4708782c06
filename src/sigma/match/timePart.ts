import type { TimePart } from '../types';

const ISO_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Numbers from here on are epoch milliseconds, below it seconds: as seconds it is the year 5138. */
const MILLISECONDS_FROM = 100_000_000_000;

/**
 * A part of a timestamp in UTC (Sigma's time modifiers); undefined where the value is neither an ISO 8601 time nor epoch
 * seconds or milliseconds.
 */
export function timePart(value: unknown, part: TimePart): number | undefined {
  const time = typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' ? fromText(value) : undefined;
  if (!time || Number.isNaN(time.getTime())) {
    return undefined;
  }
  switch (part) {
    case 'minute':
      return time.getUTCMinutes();
    case 'hour':
      return time.getUTCHours();
    case 'day':
      return time.getUTCDate();
    case 'week':
      return isoWeek(time);
    case 'month':
      return time.getUTCMonth() + 1;
    case 'year':
      return time.getUTCFullYear();
  }
}

function fromEpoch(value: number): Date {
  return new Date(Math.abs(value) < MILLISECONDS_FROM ? value * 1000 : value);
}

function fromText(text: string): Date | undefined {
  const found = ISO_TIME.exec(text.trim());
  if (!found) {
    return undefined;
  }
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = found;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
}

/** ISO 8601 week: the one that holds the year's first Thursday is week 1. */
function isoWeek(time: Date): number {
  const day = (time.getUTCDay() + 6) % 7;
  const thursday = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate() - day + 3);
  const yearStart = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday - yearStart) / (7 * 86_400_000));
}
