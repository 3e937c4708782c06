import { AthenaClient } from '@aws-sdk/client-athena';
import { systemClock, type Clock } from '../../aws/clock';
import { classify } from '../../aws/errors';
import { renewing } from '../../aws/renewing';
import { requestHandler } from '../../aws/requestHandler';
import { backoffMs } from '../../backoff';
import { callError, type AthenaAction } from './faults';
import type { AthenaSettings } from './settings';

/** Large pages of results take their time. */
const TIMEOUTS = { requestTimeout: 65_000, connectionTimeout: 5_000 };
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 8_000;
/** An outage of AWS or of the network longer than this ends a statement. */
const GIVE_UP_MS = 5 * 60_000;

/** How long a call is tried again. */
export interface Patience {
  /** While it is throttled; Infinity: for as long as the signal lets it. */
  readonly throttledMs: number;
}

/** Single calls of Athena, each tried again while what is wrong may pass. */
export interface AthenaCalls {
  readonly clock: Clock;
  /**
   * @param send makes the call; a call that changes something must be one that may be made twice
   * @throws TrailError, or the signal's reason
   */
  call<Result>(
    action: AthenaAction,
    send: (client: AthenaClient) => Promise<Result>,
    signal: AbortSignal,
    patience: Patience
  ): Promise<Result>;
  close(): void;
}

export function athenaCalls(settings: AthenaSettings): AthenaCalls {
  const { region, endpoint, clock = systemClock } = settings;
  const connection = renewing(
    settings.credentials,
    (credentials) =>
      new AthenaClient({
        region,
        credentials,
        // Retries are ours: how long to wait depends on what the call is for.
        maxAttempts: 1,
        requestHandler: requestHandler(settings, 'athena', region, TIMEOUTS),
        ...(endpoint ? { endpoint } : {}),
      })
  );
  return {
    clock,
    close: () => connection.close(),
    async call(action, send, signal, { throttledMs }) {
      const begun = clock.now();
      let renewed = false;
      for (let attempt = 1; ; attempt++) {
        signal.throwIfAborted();
        try {
          return await connection.use(send);
        } catch (error) {
          signal.throwIfAborted();
          const { fault } = classify(error);
          const elapsed = clock.now() - begun;
          const again =
            fault === 'throttled'
              ? elapsed < throttledMs
              : fault === 'network' || fault === 'timeout' || fault === 'server'
                ? elapsed < GIVE_UP_MS
                : fault === 'expired-credentials' && !renewed;
          if (!again) {
            throw callError(error, action, { region, ...(endpoint ? { endpoint } : {}) });
          }
          if (fault === 'expired-credentials') {
            // New ones are asked for: once, or what they are renewed from has expired too.
            renewed = true;
            continue;
          }
          await clock.sleep(backoffMs(attempt, FIRST_BACKOFF_MS, MAX_BACKOFF_MS), signal);
        }
      }
    },
  };
}
