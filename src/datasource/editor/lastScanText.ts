import type { DataFrame } from '@grafana/data';
import { bytesText, priceText } from '../../contract/scanned';
import type { TrailEngine } from '../../contract/settings';

/** Of `custom.stats` (contract, sections 4 and 8), what a scan of the trail tells. */
interface ScanStats {
  source?: unknown;
  scannedBytes?: unknown;
  candidates?: unknown;
  events?: unknown;
}

/**
 * What an answer from the trail has scanned: `Scanned 1.2 GB of the trail for this answer, about $0.006; 340 events came back.`
 * Undefined for one that does not come from a trail.
 */
export function lastScanText(
  frames: readonly DataFrame[],
  refId: string,
  engine: TrailEngine | undefined
): string | undefined {
  const frame = frames.find((each) => each.refId === refId);
  const stats = frame?.meta?.custom?.stats as ScanStats | undefined;
  if (stats?.source !== 'trail' || typeof stats.scannedBytes !== 'number') {
    return undefined;
  }
  const { scannedBytes } = stats;
  if (scannedBytes === 0) {
    return 'Nothing of the trail was scanned for this answer: all of it was read before.';
  }
  const price = engine === 'athena' ? `, about ${priceText(scannedBytes)}` : '';
  return `Scanned ${bytesText(scannedBytes)} of the trail for this answer${price}${cameBack(stats)}.`;
}

/** Events come back one by one, or counted by the engine: one row for those that are alike in all that is asked. */
function cameBack({ candidates, events }: ScanStats): string {
  if (typeof candidates !== 'number') {
    return '';
  }
  const count = (value: number, what: string) => `${value.toLocaleString('en-US')} ${what}${value === 1 ? '' : 's'}`;
  return typeof events === 'number' && events > candidates
    ? `; ${count(events, 'event')} were counted there, ${count(candidates, 'row')} came back`
    : `; ${count(candidates, 'event')} came back`;
}
