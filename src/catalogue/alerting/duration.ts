const UNITS = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;
const SIZES = new Map<string, number>(UNITS);

/** Seconds as Grafana and Prometheus write durations: `5m`, `1h30m`, `0s`. */
export function formatDuration(seconds: number): string {
  let left = seconds;
  let text = '';
  for (const [unit, size] of UNITS.slice(2)) {
    const count = Math.floor(left / size);
    if (count > 0) {
      text += `${count}${unit}`;
      left -= count * size;
    }
  }
  return text || '0s';
}

/** Seconds of `90s`, `5m`, `1h30m`, `2d`; a bare number is seconds. Undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) {
    return Number(text);
  }
  if (!/^(?=\d)(?:\d{1,9}w)?(?:\d{1,9}d)?(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?$/.test(text)) {
    return undefined;
  }
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g)) {
    seconds += Number(count) * (SIZES.get(unit) ?? 0);
  }
  return seconds;
}

/** Seconds in words: `20 minutes`, `1 hour`, `90 seconds`. */
export function spellDuration(seconds: number): string {
  const [size, unit] =
    seconds > 0 && seconds % 3600 === 0
      ? [3600, 'hour']
      : seconds > 0 && seconds % 60 === 0
        ? [60, 'minute']
        : [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
