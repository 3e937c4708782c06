import type { StoreStats } from './types';

/** Several stocks of events as one. */
export function mergedStats(stocks: readonly StoreStats[]): StoreStats {
  let [events, bytes] = [0, 0];
  let [oldestMs, newestMs] = [Infinity, -Infinity];
  for (const stock of stocks) {
    events += stock.events;
    bytes += stock.bytes;
    oldestMs = Math.min(oldestMs, stock.oldestMs ?? Infinity);
    newestMs = Math.max(newestMs, stock.newestMs ?? -Infinity);
  }
  return { events, bytes, ...(oldestMs <= newestMs ? { oldestMs, newestMs } : {}) };
}
