/** Seconds of each unit; months and years are mean Gregorian ones, as in pySigma. */
const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_629_746,
  y: 31_556_952,
};

/** A timespan such as `90m` in seconds; undefined where it is none, zero, or too long to count exactly. */
export function parseTimespan(text: string): number | undefined {
  const match = /^([0-9]{1,15})([smhdwMy])$/.exec(text);
  const seconds = match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0) : 0;
  return seconds > 0 && Number.isSafeInteger(seconds) ? seconds : undefined;
}
