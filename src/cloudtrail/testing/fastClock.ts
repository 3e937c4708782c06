import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../aws/clock';

/**
 * A clock that runs `speed` times as fast as the system's, from now on: minutes of collecting over real sockets take a
 * test seconds. Signatures and sessions are not its matter: they go by the system's.
 */
export class FastClock implements Clock {
  private readonly startMs = Date.now();

  constructor(readonly speed: number) {}

  now(): number {
    return Math.round(this.startMs + (Date.now() - this.startMs) * this.speed);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    try {
      await wait(ms / this.speed, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  }
}
