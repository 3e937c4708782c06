import type { Clock } from '../aws/clock';
import { clockAheadError, type AwsError } from '../aws/errors';
import type { LookupFilter } from '../lookup/filter';
import { countRows } from '../store/countRows';
import type { Range } from '../store/coverage';
import { freshSince, missingRanges, type Freshness } from '../store/freshness';
import type { EventStore, Place } from '../store/types';
import { PAGE_EVENTS, type LookupJob, type Priority } from './job';
import { joinOrStart } from './joinOrStart';
import type { Lane } from './lane';
import { PATIENCE } from './step';

export interface FetchRequest {
  readonly place: Place;
  readonly filter: LookupFilter | undefined;
  readonly range: Range;
  readonly priority: Priority;
  readonly freshness: Freshness;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** More of the newest events than this are not needed. */
  readonly maxEvents: number;
  /** The events that count for that; absent: those of the lookup. */
  readonly only?: LookupFilter;
}

export interface FetchResult {
  readonly complete: boolean;
  /** What is not looked up yet; the fetch may go on behind. */
  readonly gaps: readonly Range[];
  readonly outcome: 'complete' | 'deadline' | 'truncated' | 'enough' | 'failed';
  readonly error?: AwsError;
  /** Pages and events that were fetched while we waited. */
  readonly pages: number;
  readonly events: number;
  readonly throttled: number;
  readonly waitedMs: number;
  /** True when nothing had to be asked of CloudTrail. */
  readonly cached: boolean;
}

/**
 * Makes a range of one place present in the store: gaps are looked up, lookups under way are joined. Returns when the
 * range is complete, the deadline is there, or a lookup failed. @throws the signal's reason when it is aborted
 */
export async function fetchRange(
  wanted: FetchRequest,
  lane: Lane,
  store: EventStore,
  clock: Clock
): Promise<FetchResult> {
  wanted.signal.throwIfAborted();
  const request = { ...wanted, range: freshRange(wanted, lane, store) };
  const gapsNow = () => missingRanges(store, request.place, request.filter, request.range, request.freshness);
  const waiter = Symbol('query');
  const jobs = joinOrStart(request, joinedGaps(request, gapsNow(), store), waiter, lane, clock);
  const family = () => jobs.flatMap((job) => job.family());
  const before = new Map(family().map((job) => [job, counted(job)]));

  const result = (outcome: FetchResult['outcome'], error?: AwsError): FetchResult => {
    const sum = (of: keyof Counted) =>
      family().reduce((total, job) => total + job[of] - (before.get(job)?.[of] ?? 0), 0);
    const rest = gapsNow();
    return {
      complete: rest.length === 0,
      gaps: rest,
      outcome: rest.length === 0 ? 'complete' : outcome,
      ...(error && rest.length > 0 ? { error } : {}),
      pages: sum('pages'),
      events: sum('events'),
      throttled: sum('throttled'),
      waitedMs: sum('waitedMs'),
      cached: jobs.length === 0,
    };
  };

  let giveUp = false;
  try {
    for (;;) {
      const active = family().some((job) => job.state === 'active');
      const failed = family().find((job) => isFailing(job, before.get(job)?.attempts ?? 0));
      if (gapsNow().length === 0) {
        return result('complete');
      }
      if (failed) {
        return result('failed', failed.error ?? failed.lastFailure);
      }
      if (!active) {
        const aheadS = Math.max(0, ...family().map(({ clockAheadS }) => clockAheadS));
        return aheadS > 0 ? result('failed', clockAheadError(aheadS, request.place)) : result('truncated');
      }
      if (enough(request, gapsNow(), store)) {
        giveUp = true;
        return result('enough');
      }
      if (!(await progress(lane, request, clock))) {
        return result('deadline', lastTrouble(family()));
      }
    }
  } catch (error) {
    giveUp = request.signal.aborted;
    throw error;
  } finally {
    for (const job of jobs) {
      job.leave(waiter, giveUp);
    }
  }
}

type Counted = Pick<LookupJob, 'pages' | 'events' | 'waitedMs' | 'throttled' | 'attempts'>;

function counted({ pages, events, waitedMs, throttled, attempts }: LookupJob): Counted {
  return { pages, events, waitedMs, throttled, attempts };
}

/** It has ended, or failed so often, once more since we came, that waiting longer is of no use. It goes on behind. */
function isFailing(job: LookupJob, attemptsBefore: number): boolean {
  return (
    job.state === 'failed' || (job.state === 'active' && job.attempts >= PATIENCE && job.attempts > attemptsBefore)
  );
}

/**
 * Gaps with little between them as one: a request costs the same whether it returns a few events more or not, and ranges
 * that were looked up a few seconds apart would stay apart for ever.
 */
function joinedGaps(request: FetchRequest, open: readonly Range[], store: EventStore): Range[] {
  const result: Range[] = [];
  for (const gap of open) {
    const last = result.at(-1);
    if (last && between(request, last.to, gap.from, store) < PAGE_EVENTS) {
      result[result.length - 1] = { from: last.from, to: gap.to };
    } else {
      result.push(gap);
    }
  }
  return result;
}

/** Events of the lookup that are held in a range of time. */
function between({ place, filter }: FetchRequest, from: number, to: number, store: EventStore): number {
  return store.parts(place, from, to).reduce((sum, part) => sum + countRows(part, [filter], from, to), 0);
}

/** True when the newest events, as far as they are complete, are as many as are wanted. */
function enough(request: FetchRequest, open: readonly Range[], store: EventStore): boolean {
  const newestGap = open.at(-1);
  if (!newestGap || newestGap.to >= request.range.to) {
    return false;
  }
  const parts = store.parts(request.place, newestGap.to, request.range.to);
  // Asked after each page: mostly there are too few events whatever they are.
  if (parts.reduce((sum, { size }) => sum + size, 0) <= request.maxEvents) {
    return false;
  }
  let count = 0;
  for (const part of parts) {
    count += countRows(part, [request.only ?? request.filter], newestGap.to, request.range.to);
    if (count > request.maxEvents) {
      return true;
    }
  }
  return false;
}

/**
 * The range up to the latest fresh look: a lookup that was sent a moment ago could not see later events either, as
 * CloudTrail takes minutes to deliver.
 */
function freshRange(request: FetchRequest, lane: Lane, store: EventStore): Range {
  const { place, filter, range } = request;
  const minAsOf = freshSince(request.freshness);
  const filters = filter ? [undefined, filter] : [undefined];
  const seen = filters.flatMap((each) => [
    ...store.coverage(place, each).filter(({ asOf }) => asOf >= minAsOf),
    ...lane
      .active(each)
      .filter(({ asOf }) => asOf >= minAsOf)
      .map((job) => job.range),
  ]);
  const edge = Math.max(range.from, ...seen.map(({ to }) => to));
  return edge < range.to && edge > minAsOf ? { from: range.from, to: edge } : range;
}

/** Throttling that was still being waited out when the deadline came is worth telling. */
function lastTrouble(jobs: readonly LookupJob[]): AwsError | undefined {
  return jobs.find(({ lastFailure }) => lastFailure?.retryable)?.lastFailure;
}

/** Waits for the lane to move. @returns false at the deadline */
function progress(lane: Lane, request: FetchRequest, clock: Clock): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = new AbortController();
    const settle = (action: () => void) => {
      stop();
      request.signal.removeEventListener('abort', onAbort);
      timer.abort();
      action();
    };
    const onAbort = () => settle(() => reject(request.signal.reason));
    const stop = lane.onProgress(() => settle(() => resolve(true)));
    request.signal.addEventListener('abort', onAbort, { once: true });
    const left = Math.max(0, request.deadlineMs - clock.now());
    clock.sleep(left, timer.signal).then(
      () => settle(() => resolve(false)),
      () => undefined
    );
  });
}
