import { bytesText, priceText } from '../../../contract/scanned';
import type { SqlEngine } from '../types';

/** A statement that was run for a query. */
export interface RanStatement {
  readonly statement: string;
}

/** Longer statements are cut in what is shown. */
const MAX_SHOWN = 20_000;

/** The statements of a query, and what they read. */
export function executedText(ran: readonly RanStatement[], scannedBytes: number, kind: SqlEngine['kind']): string {
  const texts = ran.flatMap(({ statement }) => (statement === '' ? [] : [shortened(statement)]));
  if (texts.length === 0) {
    return 'No statement was needed: what was asked is in the event store.';
  }
  const price = kind === 'athena' ? `, about ${priceText(scannedBytes)}` : '';
  return `${texts.join(';\n\n')}\n\n-- Scanned ${bytesText(scannedBytes)}${price}.`;
}

function shortened(statement: string): string {
  return statement.length <= MAX_SHOWN
    ? statement
    : `${statement.slice(0, MAX_SHOWN)}\n-- … ${statement.length - MAX_SHOWN} more characters`;
}
