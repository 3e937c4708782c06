import type { WrittenRange } from './timeRange';

/** The range of a page whose address names none. */
export const DEFAULT_RANGE: WrittenRange = { from: 'now-24h', to: 'now' };

/** The range that a page's address names, which may be none that there is; the default one where it names none. */
export function rangeOfUrl(search: URLSearchParams): WrittenRange {
  return { from: search.get('from') ?? DEFAULT_RANGE.from, to: search.get('to') ?? DEFAULT_RANGE.to };
}

/** Writes a range into an address; the default one by leaving it out. */
export function writeRange(search: URLSearchParams, { from, to }: WrittenRange): void {
  search.delete('from');
  search.delete('to');
  if (from !== DEFAULT_RANGE.from || to !== DEFAULT_RANGE.to) {
    search.set('from', from);
    search.set('to', to);
  }
}
