import type { SqlEngine } from '../types';
import { bytesText } from './spend';

/** A statement that was run for a query. */
export interface RanStatement {
  readonly statement: string;
}

/** Longer statements are cut in what is shown. */
const MAX_SHOWN = 20_000;
/** What Athena charges for what a statement scans (on demand, most regions), and for how little at least. */
const DOLLARS_PER_TERABYTE = 5;
export const LEAST_BYTES = 10_000_000;

/** The statements of a query, and what they read. */
export function executedText(ran: readonly RanStatement[], scannedBytes: number, kind: SqlEngine['kind']): string {
  const texts = ran.flatMap(({ statement }) => (statement === '' ? [] : [shortened(statement)]));
  if (texts.length === 0) {
    return 'No statement was needed: what was asked is in the event store.';
  }
  const price = kind === 'athena' ? `, about ${priceText(scannedBytes)}` : '';
  return `${texts.join(';\n\n')}\n\n-- Scanned ${bytesText(scannedBytes)}${price}.`;
}

/** What Athena charges for scanned bytes, in US dollars. */
export function priceOf(bytes: number): number {
  return bytes === 0 ? 0 : (Math.max(bytes, LEAST_BYTES) / 1e12) * DOLLARS_PER_TERABYTE;
}

/** `$0.0042`, `$1.20`. */
export function priceText(bytes: number): string {
  const price = priceOf(bytes);
  return `$${price >= 0.1 ? price.toFixed(2) : Number(price.toPrecision(2))}`;
}

function shortened(statement: string): string {
  return statement.length <= MAX_SHOWN
    ? statement
    : `${statement.slice(0, MAX_SHOWN)}\n-- … ${statement.length - MAX_SHOWN} more characters`;
}
