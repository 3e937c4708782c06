import type { AwsError } from '../aws/errors';
import type { LookupFilter } from '../lookup/filter';
import type { Range } from '../store/coverage';

/** Who waits decides who goes first: an alert evaluation has 30 s, a panel a person, the rest has time. */
export const PRIORITIES = { alert: 0, panel: 1, background: 2 } as const;
export type Priority = keyof typeof PRIORITIES;

export type JobState = 'active' | 'done' | 'truncated' | 'failed' | 'cancelled';

/**
 * The lookup of one range for one filter in one place, page by page from the newest event to the oldest. Its times are
 * frozen when it is made: a page token is only good with the parameters it was given for.
 */
export class LookupJob {
  state: JobState = 'active';
  error?: AwsError;
  token?: string;
  /** EndTime of the current scan, inclusive; moves down when a lost token makes the scan start again. */
  endS: number;
  /** Time of the oldest event seen, epoch seconds. */
  oldestS?: number;
  /** What was looked up completely so far starts here. */
  reachedS: number;
  pages = 0;
  events = 0;
  throttled = 0;
  waitedMs = 0;
  /** Failures since the last page that came. */
  attempts = 0;
  lastFailure?: AwsError;
  /** Scans started again without having come further. */
  restarts = 0;
  /** A request is under way. */
  busy = false;
  readonly abort = new AbortController();
  private readonly waiters = new Map<symbol, Priority>();

  constructor(
    readonly filter: LookupFilter | undefined,
    /** Whole epoch seconds, half open. */
    readonly range: Range,
    /** Epoch seconds at which it was made: the store's `asOf`. */
    readonly asOf: number
  ) {
    this.endS = range.to - 1;
    this.reachedS = range.to;
  }

  /** The best priority among those who wait; nobody waiting makes it background work. */
  get priority(): number {
    return Math.min(PRIORITIES.background, ...[...this.waiters.values()].map((priority) => PRIORITIES[priority]));
  }

  get waited(): boolean {
    return this.waiters.size > 0;
  }

  join(waiter: symbol, priority: Priority): void {
    this.waiters.set(waiter, priority);
  }

  /** @param giveUp true when the waiter was cancelled: a job that nobody wants any more is stopped */
  leave(waiter: symbol, giveUp: boolean): void {
    this.waiters.delete(waiter);
    if (giveUp && this.waiters.size === 0 && this.state === 'active') {
      this.finish('cancelled');
      this.abort.abort();
    }
  }

  finish(state: Exclude<JobState, 'active'>, error?: AwsError): void {
    if (this.state === 'active') {
      this.state = state;
      if (error) {
        this.error = error;
      }
    }
  }
}
