/** Requests a second that CloudTrail allows for one account and region. */
export const LOOKUPS_PER_SECOND = 2;

/** A token bucket per account and region: AWS's quota, with a second's worth of burst. */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; atMs: number }>();

  /** @param perSecond requests a second, and the burst; Infinity switches the limit off */
  constructor(private readonly perSecond: number = LOOKUPS_PER_SECOND) {}

  /** @returns false: the request is one too many */
  take(account: string, region: string, nowMs: number): boolean {
    if (this.perSecond === Infinity) {
      return true;
    }
    const key = `${account}/${region}`;
    const bucket = this.buckets.get(key) ?? { tokens: this.perSecond, atMs: nowMs };
    const gained = (Math.max(0, nowMs - bucket.atMs) / 1000) * this.perSecond;
    const tokens = Math.min(this.perSecond, bucket.tokens + gained);
    const allowed = tokens >= 1;
    this.buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, atMs: nowMs });
    return allowed;
  }
}
