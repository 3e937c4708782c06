/** A request that was answered, or not. */
export interface RequestOutcome {
  readonly operation: string;
  readonly account?: string;
  readonly region?: string;
  /** `EventName=CreateUser`, or `none`. */
  readonly attribute?: string;
  /** `ok`, an error's code, or `dropped`. */
  readonly outcome: string;
}

/** Counts of requests, by what tests and the demo ask for. */
export interface EmulatorStats {
  readonly requests: number;
  readonly events: number;
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly byOperation: Readonly<Record<string, number>>;
  /** LookupEvents by `account/region`. */
  readonly byPlace: Readonly<Record<string, number>>;
  /** LookupEvents by attribute. */
  readonly byAttribute: Readonly<Record<string, number>>;
}

export class StatsCounter {
  private requests = 0;
  private readonly counts = {
    byOutcome: new Map<string, number>(),
    byOperation: new Map<string, number>(),
    byPlace: new Map<string, number>(),
    byAttribute: new Map<string, number>(),
  };

  record({ operation, account, region, attribute, outcome }: RequestOutcome): void {
    this.requests++;
    add(this.counts.byOutcome, outcome);
    add(this.counts.byOperation, operation);
    if (operation === 'LookupEvents' && account !== undefined && region !== undefined) {
      add(this.counts.byPlace, `${account}/${region}`);
      add(this.counts.byAttribute, attribute ?? 'none');
    }
  }

  read(events: number): EmulatorStats {
    const { byOutcome, byOperation, byPlace, byAttribute } = this.counts;
    return {
      requests: this.requests,
      events,
      byOutcome: Object.fromEntries(byOutcome),
      byOperation: Object.fromEntries(byOperation),
      byPlace: Object.fromEntries(byPlace),
      byAttribute: Object.fromEntries(byAttribute),
    };
  }
}

/** Attributes are of the client's choosing: past this many the rest is counted together. */
const MAX_KEYS = 10_000;

function add(counts: Map<string, number>, key: string): void {
  const name = counts.has(key) || counts.size < MAX_KEYS ? key : 'other';
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
