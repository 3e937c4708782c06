const HOUR = 3_600_000;

/** How far back the page looks, and how wide a bar of its chart is then. */
export const RANGES = [
  { value: '24h', label: '24 hours', ms: 24 * HOUR, intervalMs: HOUR / 2 },
  { value: '7d', label: '7 days', ms: 7 * 24 * HOUR, intervalMs: 3 * HOUR },
  { value: '30d', label: '30 days', ms: 30 * 24 * HOUR, intervalMs: 12 * HOUR },
  { value: '90d', label: '90 days', ms: 90 * 24 * HOUR, intervalMs: 24 * HOUR },
] as const;
export type RangeKey = (typeof RANGES)[number]['value'];

/** A range of time, and which of the choices it is. */
export interface ChosenRange {
  readonly key: RangeKey;
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
}

/** Ends at a whole minute, so that queries one after the other ask for the same range. */
export function rangeEndingAt(key: RangeKey, nowMs: number): ChosenRange {
  const { ms, intervalMs } = RANGES.find(({ value }) => value === key) ?? RANGES[0];
  const toMs = Math.floor(nowMs / 60_000) * 60_000;
  return { key, fromMs: toMs - ms, toMs, intervalMs };
}
