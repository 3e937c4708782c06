import type { EventSource, ScanRequest, ScanResult } from '../../cloudtrail';

/** The scans of one request: queries that need the same events share one. */
export class ScanScope {
  private readonly scans = new Map<string, Promise<ScanResult>>();

  constructor(
    private readonly source: EventSource,
    private readonly onScan: (cached: boolean) => void = () => undefined
  ) {}

  scan(request: ScanRequest): Promise<ScanResult> {
    const { fromMs, toMs, regions, accounts, plan, maxEvents } = request;
    const key = JSON.stringify([fromMs, toMs, regions, accounts, plan, maxEvents]);
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
