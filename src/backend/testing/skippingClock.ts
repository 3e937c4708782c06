import { FastClock } from '../../cloudtrail/testing/fastClock';

/**
 * A clock that runs at the system's speed and can be put forward: the idle time between two evaluations takes a test
 * nothing, while work and waiting for a quota take as long as they do.
 */
export class SkippingClock extends FastClock {
  private skippedMs = 0;
  private skipping = new AbortController();

  constructor() {
    super(1);
  }

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
