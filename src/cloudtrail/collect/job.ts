import type { AwsError } from '../aws/errors';
import type { LookupFilter } from '../lookup/filter';
import type { Range } from '../store/coverage';

/** Who waits decides who goes first: an alert evaluation has 30 s, a panel a person, the rest has time. */
export const PRIORITIES = { alert: 0, panel: 1, background: 2 } as const;
export type Priority = keyof typeof PRIORITIES;

export type JobState = 'active' | 'done' | 'truncated' | 'failed' | 'cancelled';

/** Below this a range is not worth splitting. */
const MIN_SPLIT_SECONDS = 60;
/** Events of a full page. */
export const PAGE_EVENTS = 50;

/**
 * The lookup of one range for one filter in one place, page by page from the newest event to the oldest. Its times are
 * frozen when it is made: a page token is only good with the parameters it was given for.
 */
export class LookupJob {
  state: JobState = 'active';
  error?: AwsError;
  token?: string;
  /** StartTime of the current scan, inclusive; moves up when CloudTrail's history no longer reaches back so far. */
  startS: number;
  /** EndTime of the current scan, inclusive; moves down when a lost token makes the scan start again. */
  endS: number;
  /** Time of the oldest event seen, epoch seconds. */
  oldestS?: number;
  /** What was looked up completely so far starts here. */
  reachedS: number;
  /** Where it may stop: the range's start, or where a split-off job takes over. */
  stopS: number;
  pages = 0;
  /** Pages without an event since the last one with. */
  emptyPages = 0;
  events = 0;
  throttled = 0;
  waitedMs = 0;
  /** Failures since the last page that came. */
  attempts = 0;
  lastFailure: AwsError | undefined;
  /** Epoch milliseconds of the first of them. */
  failingSinceMs: number | undefined;
  /** Our clock is so far ahead of CloudTrail's, as its last answer said. */
  clockAheadS = 0;
  /** Scans started again without having come further. */
  restarts = 0;
  /** A request is under way. */
  busy = false;
  readonly abort = new AbortController();
  private readonly waiters = new Map<symbol, Priority>();
  private readonly children: LookupJob[] = [];

  constructor(
    readonly filter: LookupFilter | undefined,
    /** Whole epoch seconds, half open. */
    readonly range: Range,
    /** Epoch seconds at which it was made: the store's `asOf`. */
    readonly asOf: number
  ) {
    this.startS = range.from;
    this.endS = range.to - 1;
    this.reachedS = range.to;
    this.stopS = range.from;
  }

  /** The best priority among those who wait; nobody waiting makes it background work. */
  get priority(): number {
    return Math.min(PRIORITIES.background, ...[...this.waiters.values()].map((priority) => PRIORITIES[priority]));
  }

  /** Nobody waits for it: it was left to go on behind. */
  get abandoned(): boolean {
    return this.waiters.size === 0;
  }

  /** This job and all that were split off it. */
  family(): LookupJob[] {
    return [this, ...this.children.flatMap((child) => child.family())];
  }

  join(waiter: symbol, priority: Priority): void {
    this.waiters.set(waiter, priority);
    this.children.forEach((child) => child.join(waiter, priority));
  }

  /** @param giveUp true when the waiter was cancelled: a job that nobody wants any more is stopped */
  leave(waiter: symbol, giveUp: boolean): void {
    this.waiters.delete(waiter);
    this.children.forEach((child) => child.leave(waiter, giveUp));
    if (giveUp && this.waiters.size === 0 && this.state === 'active') {
      this.finish('cancelled');
      this.abort.abort();
    }
  }

  /** Ends it. @returns a lookup of what it had left before `fromS`, with the failures that it has seen */
  giveUpFrom(fromS: number): LookupJob | undefined {
    this.finish('cancelled');
    if (this.stopS >= fromS) {
      return undefined;
    }
    const rest = new LookupJob(this.filter, { from: this.stopS, to: fromS }, this.asOf);
    rest.attempts = this.attempts;
    rest.lastFailure = this.lastFailure;
    rest.failingSinceMs = this.failingSinceMs;
    return rest;
  }

  finish(state: Exclude<JobState, 'active'>, error?: AwsError): void {
    if (this.state === 'active') {
      this.state = state;
      if (error) {
        this.error = error;
      }
    }
  }

  /** Pages that are left, judged by how far the events so far reached; 0 where a split would not pay. */
  pagesLeft(): number {
    const { oldestS, token } = this;
    if (this.state !== 'active' || token === undefined || oldestS === undefined) {
      return 0;
    }
    const left = oldestS - this.stopS;
    const seen = Math.max(1, this.range.to - oldestS);
    return left < MIN_SPLIT_SECONDS ? 0 : ((this.events / seen) * left) / PAGE_EVENTS;
  }

  /**
   * Hands the older half of what is left to a job of its own, so that both can be under way at once: a token allows one
   * request at a time, and CloudTrail takes seconds to answer where its quota allows two requests a second.
   */
  split(nowS: number): LookupJob {
    const middle = Math.floor((this.stopS + (this.oldestS ?? this.range.to)) / 2);
    const child = new LookupJob(this.filter, { from: this.stopS, to: middle }, nowS);
    this.stopS = middle;
    this.waiters.forEach((priority, waiter) => child.join(waiter, priority));
    this.children.push(child);
    return child;
  }
}
