const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/**
 * A time as Grafana's query requests give it: epoch milliseconds, `now`, `now-6h`, or ISO 8601.
 *
 * @returns epoch milliseconds; undefined when it is none of these
 */
export function parseTime(text: unknown, nowMs: number): number | undefined {
  if (typeof text === 'number' && Number.isFinite(text)) {
    return text;
  }
  if (typeof text !== 'string') {
    return undefined;
  }
  if (/^-?\d+$/.test(text)) {
    return Number(text);
  }
  const relative = /^now(?:([-+])(\d{1,9})([smhdw]))?$/.exec(text);
  if (relative) {
    const [, sign, amount, unit] = relative;
    return nowMs + (unit === undefined ? 0 : Number(`${sign}${amount}`) * UNITS_MS[unit]);
  }
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? undefined : parsed;
}
