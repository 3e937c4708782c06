import { needsKey, type EventSource, type ScanRequest, type ScanResult } from '../../cloudtrail';

/** Where events come from. */
export interface ScanSources {
  readonly lookup: EventSource;
  readonly trail?: EventSource | undefined;
}

/** The scans of one request: queries that need the same events share one. */
export class ScanScope {
  private readonly scans = new Map<string, Promise<ScanResult>>();

  constructor(
    private readonly sources: ScanSources,
    private readonly onScan: (cached: boolean) => void = () => undefined
  ) {}

  /** @param name where to ask; there must be such a source */
  scan(request: ScanRequest, name: keyof ScanSources = 'lookup'): Promise<ScanResult> {
    const source = this.sources[name] ?? this.sources.lookup;
    const { fromMs, toMs, regions, accounts, needs, only, maxEvents } = request;
    const asked = source === this.sources.lookup ? needs.map(needsKey) : trailKey(request);
    const key = JSON.stringify([name, fromMs, toMs, regions, accounts, asked, only, maxEvents]);
    let scan = this.scans.get(key);
    if (!scan) {
      scan = source.scan(request).then((result) => {
        this.onScan(result.stats.pages === 0);
        return result;
      });
      this.scans.set(key, scan);
    }
    return scan;
  }
}

/** Scans of a trail for the same rules are one. */
function trailKey({ rules, filters }: ScanRequest): unknown {
  return [rules?.map(({ key }) => key), filters];
}
