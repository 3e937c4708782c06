import type { Clock } from '../aws/clock';

/** Milliseconds of real time that `run` waits for files and sockets. */
const IDLE_TURNS = 3000;

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock for tests: time stands still while code runs and jumps to the next timer when all of it waits. */
export class VirtualClock implements Clock {
  private timers: Timer[] = [];

  constructor(private nowMs: number) {}

  now(): number {
    return this.nowMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const timer: Timer = { at: this.nowMs + ms, fire: resolve };
      this.timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.timers = this.timers.filter((other) => other !== timer);
        reject(signal.reason);
      });
    });
  }

  /** Moves time on by `ms`, firing what falls due on the way. */
  async advance(ms: number): Promise<void> {
    const end = this.nowMs + ms;
    await settle();
    for (let timer = this.next(end); timer; timer = this.next(end)) {
      this.fire(timer);
      await settle();
    }
    this.nowMs = end;
  }

  /** Moves time on until the promise settles. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    let idle = 0;
    const watched = promise.finally(() => {
      done = true;
    });
    watched.catch(() => undefined);
    await settle();
    while (!done) {
      const timer = this.next(Infinity);
      if (timer) {
        this.fire(timer);
        await settle();
      } else if (++idle > IDLE_TURNS) {
        throw new Error('Everything waits and no timer is set: the promise will never settle.');
      } else {
        // Files and sockets take real time.
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    return watched;
  }

  private next(before: number): Timer | undefined {
    const [first] = this.timers.filter(({ at }) => at <= before).sort((a, b) => a.at - b.at);
    return first;
  }

  private fire(timer: Timer): void {
    this.timers = this.timers.filter((other) => other !== timer);
    this.nowMs = Math.max(this.nowMs, timer.at);
    timer.fire();
  }
}

/** Lets all promise callbacks run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
