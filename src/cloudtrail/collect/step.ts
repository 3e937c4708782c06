import type { Clock } from '../aws/clock';
import { AwsError } from '../aws/errors';
import type { LookupClient, LookupPage } from '../lookup/client';
import type { Pacer } from '../lookup/pacer';
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

const MAX_ATTEMPTS = 6;
const MAX_RESTARTS = 3;
const BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;

/** Sends one request of a job and books what came: events into the store, coverage as far as it is complete. */
export async function step(job: LookupJob, context: StepContext): Promise<void> {
  const { place, observer } = context;
  const started = context.clock.now();
  try {
    const page = await context.client.lookup(
      {
        startS: job.range.from,
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
  job.pages++;
  job.events += page.rows.length;
  context.observer.events(place, store.add(place, page.rows));
  // Pages come newest first, but an out-of-order one must not make us claim more than we saw.
  for (const row of page.rows) {
    const second = Math.floor(row.timeMs / 1000);
    job.oldestS = Math.min(job.oldestS ?? Infinity, second);
  }
  if (page.token === undefined) {
    reach(job, job.stopS, context);
    job.finish('done');
    return;
  }
  job.token = page.token;
  if (job.oldestS !== undefined) {
    // The second of the oldest event may go on on the next page.
    reach(job, job.oldestS + 1, context);
    if (job.reachedS <= job.stopS) {
      job.finish('done');
      return;
    }
  }
  if (job.events >= context.maxEvents) {
    job.finish('truncated');
  }
}

function reach(job: LookupJob, fromS: number, context: StepContext): void {
  const from = Math.max(fromS, job.stopS);
  if (from < job.reachedS) {
    context.store.cover(context.place, job.filter, { from, to: job.range.to, asOf: job.asOf });
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
  job.attempts++;
  job.lastFailure = failure;
  if (failure.fault === 'throttled') {
    job.throttled++;
  }
  const again = failure.retryable || (failure.fault === 'expired-credentials' && job.attempts === 1);
  if (!again || job.attempts >= MAX_ATTEMPTS) {
    job.finish('failed', failure);
    return;
  }
  // Jitter keeps several backends on one account from coming back together.
  const backoff = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (job.attempts - 1)) * (0.75 + Math.random() / 2);
  if (failure.fault !== 'expired-credentials') {
    context.pacer.pause(backoff);
  }
}

/** A lost token: the scan starts again at the oldest second reached; events seen twice are one in the store. */
function restart(job: LookupJob, failure: AwsError): void {
  delete job.token;
  job.restarts++;
  if (job.restarts > MAX_RESTARTS) {
    job.finish('failed', failure);
    return;
  }
  if (job.oldestS !== undefined) {
    job.endS = Math.min(job.endS, job.oldestS);
  }
}
