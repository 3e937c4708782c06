import { FastClock } from '../../cloudtrail/testing/fastClock';

/**
 * A clock that can be put forward: the idle time between two evaluations takes a test nothing. Meanwhile it runs at the
 * speed given: below 1, work takes little of its time even on a machine that has other work.
 */
export class SkippingClock extends FastClock {
  private skippedMs = 0;
  private skipping = new AbortController();

  override now(): number {
    return super.now() + this.skippedMs;
  }

  /** Puts the clock forward; whoever sleeps until a time before that wakes up. */
  skipTo(ms: number): void {
    this.skippedMs += Math.max(0, ms - this.now());
    this.skipping.abort();
    this.skipping = new AbortController();
  }

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const untilMs = this.now() + ms;
    for (let left = ms; left > 0; left = untilMs - this.now()) {
      const { signal: skipped } = this.skipping;
      try {
        await super.sleep(left, signal ? AbortSignal.any([signal, skipped]) : skipped);
      } catch (error) {
        if (signal?.aborted || !skipped.aborted) {
          throw signal?.aborted ? signal.reason : error;
        }
      }
    }
    signal?.throwIfAborted();
  }
}
