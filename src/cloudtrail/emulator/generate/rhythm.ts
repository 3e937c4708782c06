const DAY_MS = 86_400_000;

/** How much people work at that moment, 0 to 1: Monday to Friday, rising from seven, with a dip at noon, over by eight. */
export function workAt(timeMs: number, utcOffset: number): number {
  const local = timeMs + utcOffset * 3_600_000;
  // The epoch began on a Thursday.
  const weekday = (Math.floor(local / DAY_MS) + 4) % 7;
  const hour = (local % DAY_MS) / 3_600_000;
  if (weekday === 0 || weekday === 6 || hour < 7 || hour > 20) {
    return 0;
  }
  const day = Math.sin(((hour - 7) / 13) * Math.PI);
  return hour >= 12 && hour < 13 ? day * 0.6 : day;
}

/** Traffic of all together, as a factor of its mean over a week: services never rest, people do. */
export function rhythmAt(timeMs: number): number {
  return 0.87 + 0.5 * ((workAt(timeMs, 1) * 3 + workAt(timeMs, -5)) / 4);
}
