import { needsKey, type EventSource, type ScanRequest, type ScanResult } from '../../cloudtrail';

/** The scans of one request: queries that need the same events share one. */
export class ScanScope {
  private readonly scans = new Map<string, Promise<ScanResult>>();

  constructor(
    private readonly source: EventSource,
    private readonly onScan: (cached: boolean) => void = () => undefined
  ) {}

  scan(request: ScanRequest): Promise<ScanResult> {
    const { fromMs, toMs, regions, accounts, needs, only, maxEvents } = request;
    const key = JSON.stringify([fromMs, toMs, regions, accounts, needs.map(needsKey), only, maxEvents]);
    let scan = this.scans.get(key);
    if (!scan) {
      scan = this.source.scan(request).then((result) => {
        this.onScan(result.stats.pages === 0);
        return result;
      });
      this.scans.set(key, scan);
    }
    return scan;
  }
}
