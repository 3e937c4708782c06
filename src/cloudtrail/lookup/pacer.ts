import type { Clock } from '../aws/clock';

/**
 * Spaces requests evenly, so that no window of one second ever holds more than the rate allows. It has no burst: AWS
 * does not say how it counts its 2 requests a second, and even spacing stays within every way of counting.
 */
export class Pacer {
  private nextMs = 0;
  private intervalMs: number;

  constructor(
    requestsPerSecond: number,
    private readonly clock: Clock
  ) {
    this.intervalMs = 1000 / requestsPerSecond;
  }

  /** Changes the rate; slots that were handed out keep their time. */
  setRate(requestsPerSecond: number): void {
    this.intervalMs = 1000 / requestsPerSecond;
  }

  /** Waits for the next slot, first come first served. Rejects when the signal is aborted. @returns milliseconds waited */
  async acquire(signal?: AbortSignal): Promise<number> {
    const now = this.clock.now();
    const at = Math.max(now, this.nextMs);
    this.nextMs = at + this.intervalMs;
    if (at > now) {
      await this.clock.sleep(at - now, signal);
    }
    return at - now;
  }

  /** Gives back a slot that was just acquired and is not used. */
  release(): void {
    this.nextMs = Math.max(this.clock.now(), this.nextMs - this.intervalMs);
  }

  /** Holds all further slots back for `ms`: CloudTrail asked for fewer requests, or is unwell. */
  pause(ms: number): void {
    this.nextMs = Math.max(this.nextMs, this.clock.now() + ms);
  }

  /** Milliseconds until a new request could start. */
  backlogMs(): number {
    return Math.max(0, this.nextMs - this.clock.now());
  }
}

/** One pacer per account and region for the whole process: the quota is AWS's, whichever data source or query asks. */
export class PacerPool {
  private readonly pacers = new Map<string, Pacer>();

  constructor(private readonly clock: Clock) {}

  /** @param endpoint set where CloudTrail's own URL is overridden: another service, another quota */
  get(account: string, region: string, endpoint: string | undefined, requestsPerSecond: number): Pacer {
    const key = `${endpoint ?? ''}\n${account}\n${region}`;
    let pacer = this.pacers.get(key);
    if (!pacer) {
      pacer = new Pacer(requestsPerSecond, this.clock);
      this.pacers.set(key, pacer);
    }
    pacer.setRate(requestsPerSecond);
    return pacer;
  }
}
