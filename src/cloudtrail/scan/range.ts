import type { ScanNotice } from '../source';
import type { Range } from '../store/coverage';

export const LOOKUP_DAYS = 90;
/** AWS takes its 90 days by its own clock: stay a little inside, or a whole scan is refused. */
const MARGIN_SECONDS = 120;

/**
 * The whole seconds of a query's range that LookupEvents can look up: no further back than 90 days, not after now.
 *
 * @param fromMs epoch milliseconds, inclusive, as `toMs`
 * @returns no range where nothing is left of it; a notice where something was cut off
 */
export function lookupRange(
  fromMs: number,
  toMs: number,
  nowMs: number
): { range?: Range; clamped: boolean; notices: ScanNotice[] } {
  const nowS = Math.floor(nowMs / 1000);
  const oldest = nowS - LOOKUP_DAYS * 86_400 + MARGIN_SECONDS;
  const from = Math.ceil(fromMs / 1000);
  const to = Math.min(Math.floor(toMs / 1000), nowS) + 1;
  const notices: ScanNotice[] = [];
  if (from < oldest) {
    notices.push({
      severity: 'warning',
      text: `CloudTrail's event history ends ${LOOKUP_DAYS} days ago: events before ${isoTime(oldest)} are not included.`,
    });
  }
  const start = Math.max(from, oldest);
  const clamped = from < oldest;
  return start < to ? { range: { from: start, to }, clamped, notices } : { clamped, notices };
}

/** `2026-08-05T10:00:00Z`. */
export function isoTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}
