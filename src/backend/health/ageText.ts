/** A span of time as a person says it: `40 seconds`, `12 minutes`, `3 hours`, `2 days`. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const units: Array<[number, string]> = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ];
  for (const [size, name] of units) {
    if (seconds >= 2 * size) {
      return `${Math.floor(seconds / size)} ${name}s`;
    }
  }
  return `${seconds} second${seconds === 1 ? '' : 's'}`;
}
