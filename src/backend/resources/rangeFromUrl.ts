import { ResourceFailure } from './response';

const DEFAULT_HOURS = 24;

/**
 * `from` and `to` of a URL: epoch milliseconds or ISO 8601; absent: the last day.
 * @throws ResourceFailure
 */
export function rangeFromUrl(query: URLSearchParams, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = time(query, 'to') ?? nowMs;
  const fromMs = time(query, 'from') ?? toMs - DEFAULT_HOURS * 3_600_000;
  if (fromMs > toMs) {
    throw new ResourceFailure(400, 'bad-range', 'The time range ends before it begins.');
  }
  return { fromMs, toMs };
}

function time(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') {
    return undefined;
  }
  const ms = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isSafeInteger(ms)) {
    throw new ResourceFailure(
      400,
      'bad-range',
      `"${name}" must be epoch milliseconds or ISO 8601, for example 2026-01-31T10:00:00Z.`
    );
  }
  return ms;
}
