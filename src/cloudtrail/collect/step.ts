import type { Clock } from '../aws/clock';
import { AwsError, emptyPagesError } from '../aws/errors';
import { backoffMs } from '../backoff';
import type { LookupClient, LookupPage } from '../lookup/client';
import type { Pacer } from '../lookup/pacer';
import { LOOKUP_DAYS } from '../scan/range';
import type { EventStore, Place } from '../store/types';
import type { LookupJob } from './job';
import type { CollectorEvents } from './observer';

export interface StepContext {
  readonly place: Place;
  readonly client: LookupClient;
  readonly store: EventStore;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly observer: CollectorEvents;
  /** A job ends as truncated once it has this many events. */
  readonly maxEvents: number;
  /** Stops every request of the lane. */
  readonly signal: AbortSignal;
}

/** Failures in a row after which whoever waits is told; the lookup goes on behind. */
export const PATIENCE = 6;
/** An outage longer than this ends a lookup; the next query takes it up where it stopped. */
const GIVE_UP_MS = 15 * 60_000;
const MAX_RESTARTS = 3;
/** Rare values make for many empty pages; no end of them would use up the quota for nothing. */
const MAX_EMPTY_PAGES = 2000;
/** How far a scan stays inside the history once it has been refused: by AWS's clock, and while it lasts. */
const HISTORY_MARGIN_S = 15 * 60;
const BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;

/** Sends one request of a job and books what came: events into the store, coverage as far as it is complete. */
export async function step(job: LookupJob, context: StepContext): Promise<void> {
  const { place, observer } = context;
  const started = context.clock.now();
  try {
    const page = await context.client.lookup(
      {
        startS: job.startS,
        endS: job.endS,
        ...(job.filter ? { filter: job.filter } : {}),
        ...(job.token ? { token: job.token } : {}),
      },
      AbortSignal.any([job.abort.signal, context.signal])
    );
    observer.request(place, 'ok', context.clock.now() - started);
    accept(job, page, context);
  } catch (error) {
    const failure = error instanceof AwsError ? error : new AwsError('other', 'Error', String(error));
    if (failure.fault !== 'cancelled') {
      observer.request(place, failure.fault, context.clock.now() - started);
    }
    fail(job, failure, context);
  }
}

function accept(job: LookupJob, page: LookupPage, context: StepContext): void {
  const { store, place } = context;
  job.attempts = 0;
  job.lastFailure = undefined;
  job.failingSinceMs = undefined;
  job.clockAheadS = page.clockAheadS ?? 0;
  job.pages++;
  job.events += page.rows.length;
  job.emptyPages = page.rows.length === 0 ? job.emptyPages + 1 : 0;
  context.observer.events(place, store.add(place, page.rows));
  if (page.token === undefined) {
    reach(job, job.stopS, context);
    job.finish('done');
    return;
  }
  job.token = page.token;
  const seconds = page.rows.map(({ timeMs }) => Math.floor(timeMs / 1000));
  if (seconds.length > 0) {
    const pageOldestS = Math.min(...seconds);
    job.oldestS = Math.min(job.oldestS ?? Infinity, pageOldestS);
    // Pages come newest first. One that does not says nothing of what is still to come, until the last page has.
    if (seconds.every((second, index) => index === 0 || second <= seconds[index - 1])) {
      // The second of the oldest event may go on on the next page.
      reach(job, pageOldestS + 1, context);
    }
  }
  if (job.reachedS <= job.stopS) {
    job.finish('done');
    return;
  }
  if (job.events >= context.maxEvents) {
    job.finish('truncated');
  } else if (job.emptyPages > MAX_EMPTY_PAGES) {
    job.finish('failed', emptyPagesError(MAX_EMPTY_PAGES, place));
  }
}

function reach(job: LookupJob, fromS: number, context: StepContext): void {
  const from = Math.max(fromS, job.stopS);
  if (from < job.reachedS) {
    // What CloudTrail had not delivered by its own clock has not settled, whatever ours says.
    context.store.cover(context.place, job.filter, { from, to: job.range.to, asOf: job.asOf - job.clockAheadS });
    job.reachedS = from;
    job.restarts = 0;
  }
}

function fail(job: LookupJob, failure: AwsError, context: StepContext): void {
  if (failure.fault === 'cancelled') {
    job.finish('cancelled');
    return;
  }
  if (failure.fault === 'invalid-token' && job.token !== undefined) {
    restart(job, failure);
    return;
  }
  if (failure.code === 'InvalidTimeRangeException' && moveUp(job, context)) {
    return;
  }
  // New credentials were asked for: once, or what they are renewed from has expired too.
  const renewed = failure.fault === 'expired-credentials' && job.lastFailure?.fault !== 'expired-credentials';
  const now = context.clock.now();
  job.attempts++;
  job.lastFailure = failure;
  job.failingSinceMs ??= now;
  if (failure.fault === 'throttled') {
    job.throttled++;
  }
  if (!(failure.retryable || renewed) || (job.attempts > PATIENCE && now - job.failingSinceMs > GIVE_UP_MS)) {
    job.finish('failed', failure);
    return;
  }
  if (!renewed) {
    context.pacer.pause(backoffMs(job.attempts, BACKOFF_MS, MAX_BACKOFF_MS));
  }
}

/** A lost token: the scan starts again where it is complete to; events seen twice are one in the store. */
function restart(job: LookupJob, failure: AwsError): void {
  delete job.token;
  job.restarts++;
  if (job.restarts > MAX_RESTARTS) {
    job.finish('failed', failure);
    return;
  }
  job.endS = Math.min(job.endS, job.reachedS - 1);
}

/**
 * CloudTrail's history ends 90 days ago, by its own clock and at each request: a long scan of all of it falls behind.
 * What is too old now cannot be looked up by anyone.
 *
 * @returns false where that is not what the refusal was about
 */
function moveUp(job: LookupJob, context: StepContext): boolean {
  const oldestS = Math.floor(context.clock.now() / 1000) - LOOKUP_DAYS * 86_400 + HISTORY_MARGIN_S;
  if (job.startS >= oldestS || job.restarts >= MAX_RESTARTS) {
    return false;
  }
  job.restarts++;
  delete job.token;
  job.startS = oldestS;
  job.endS = Math.min(job.endS, job.reachedS - 1);
  if (job.endS < oldestS) {
    reach(job, job.stopS, context);
    job.finish('done');
  }
  return true;
}
