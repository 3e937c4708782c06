import type { DataFrame } from '@grafana/data';
import { bytesText, priceText } from '../../contract/scanned';
import type { TrailEngine } from '../../contract/settings';

/** Of `custom.stats` (contract, sections 4 and 8), what a scan of the trail tells. */
interface ScanStats {
  source?: unknown;
  scannedBytes?: unknown;
  candidates?: unknown;
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
  const { scannedBytes, candidates } = stats;
  if (scannedBytes === 0) {
    return 'Nothing of the trail was scanned for this answer: all of it was read before.';
  }
  const price = engine === 'athena' ? `, about ${priceText(scannedBytes)}` : '';
  const events = typeof candidates === 'number' ? `; ${candidates.toLocaleString('en-US')} events came back` : '';
  return `Scanned ${bytesText(scannedBytes)} of the trail for this answer${price}${events}.`;
}
