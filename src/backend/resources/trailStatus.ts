import type { ScannedBytes, TrailStatus } from '../../contract/resources';
import { priceOf } from '../../contract/scanned';
import type { TrailSource } from '../../cloudtrail';

/** What was read of a trail and what that cost, for `status`. */
export function trailStatus(trail: TrailSource): TrailStatus {
  const { spend, kind, store } = trail;
  return {
    engine: kind,
    table: trail.place.region,
    today: scanned(trail, spend.today),
    limits: { ...spend.limits },
    days: spend.days().map(({ day, bytes }) => ({ day, ...scanned(trail, bytes) })),
    statements: spend.recent().map(({ bytes, ...statement }) => ({ ...statement, ...scanned(trail, bytes) })),
    active: trail.active().map(({ range, rules, state, stats }) => ({
      ...range,
      ...(rules ? { rules: rules.size } : {}),
      state,
      scannedBytes: stats.scannedBytes,
      elapsedMs: stats.elapsedMs,
    })),
    store: { ...store.stats() },
  };
}

/** Bytes with their price, where the engine has one. */
export function scanned(trail: Pick<TrailSource, 'kind'>, bytes: number): ScannedBytes {
  return trail.kind === 'athena' ? { bytes, price: priceOf(bytes) } : { bytes };
}
