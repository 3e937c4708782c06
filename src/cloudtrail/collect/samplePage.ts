import type { Clock } from '../aws/clock';
import { toAwsError, type AwsError } from '../aws/errors';
import type { LookupClient } from '../lookup/client';
import type { Pacer } from '../lookup/pacer';
import type { EventStore, Place } from '../store/types';
import type { CollectorEvents } from './observer';

export interface SampleContext {
  readonly place: Place;
  readonly client: LookupClient;
  readonly pacer: Pacer;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly observer: CollectorEvents;
}

/** How far back a sample goes. */
const SAMPLE_SECONDS = 3600;
const MAX_ATTEMPTS = 3;
const PAUSE_MS = 500;

/**
 * Looks at the newest page of everything, which tells how busy a place is. Of a quiet place it is all there is to fetch
 * of the last hour.
 *
 * @returns events that were new; undefined where CloudTrail did not answer: whoever goes on to fetch is told why
 */
export async function samplePage(context: SampleContext, signal: AbortSignal): Promise<number | undefined> {
  for (let attempt = 1; ; attempt++) {
    const result = await oneLook(context, signal);
    if (typeof result === 'number') {
      return result;
    }
    if (!result.retryable || attempt === MAX_ATTEMPTS) {
      return undefined;
    }
    context.pacer.pause(PAUSE_MS * attempt);
  }
}

async function oneLook(context: SampleContext, signal: AbortSignal): Promise<number | AwsError> {
  const { place, client, pacer, store, clock, observer } = context;
  await pacer.acquire(signal);
  const started = clock.now();
  const nowS = Math.floor(started / 1000);
  try {
    const { rows, token, clockAheadS = 0 } = await client.lookup({ startS: nowS - SAMPLE_SECONDS, endS: nowS }, signal);
    observer.request(place, 'ok', clock.now() - started);
    const added = store.add(place, rows);
    observer.events(place, added);
    // The second of the oldest event may go on on the next page.
    const oldestS = Math.min(nowS + 1, ...rows.map(({ timeMs }) => Math.floor(timeMs / 1000) + 1));
    const from = token === undefined ? nowS - SAMPLE_SECONDS : oldestS;
    store.cover(place, undefined, { from, to: nowS + 1, asOf: nowS - clockAheadS });
    return added;
  } catch (error) {
    const failure = toAwsError(error, { action: 'cloudtrail:LookupEvents', ...place });
    if (failure.fault !== 'cancelled') {
      observer.request(place, failure.fault, clock.now() - started);
    }
    return failure;
  }
}
