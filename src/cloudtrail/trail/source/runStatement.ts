import type { Clock } from '../../aws/clock';
import type { Range } from '../../store/coverage';
import { TrailError } from '../trailError';
import type { RunStats, SqlEngine, SqlRow } from '../types';
import { daysOf, type Spend } from './spend';

export interface StatementContext {
  readonly engine: SqlEngine;
  readonly spend: Spend;
  readonly settleSeconds: number;
  readonly clock: Clock;
}

export interface StatementRun {
  readonly text: string;
  readonly range: Range;
  /** Rules that it is for; absent: every event. */
  readonly rules?: number;
  /** Ends it; a limit that would be passed aborts it too. */
  readonly stop: AbortController;
  readonly token: string;
  readonly onStats: (stats: RunStats) => void;
}

/**
 * Runs a statement within the limits of what may be scanned, and notes what it took.
 *
 * @param take told of rows, page by page
 * @throws TrailError
 */
export async function runStatement(
  { engine, spend, settleSeconds, clock }: StatementContext,
  { text, range, rules, stop, token, onStats }: StatementRun,
  take: (rows: readonly SqlRow[]) => Promise<void>
): Promise<void> {
  const { signal } = stop;
  const days = daysOf(range, settleSeconds);
  const startedMs = clock.now();
  let stats: RunStats = { state: 'queued', scannedBytes: 0, elapsedMs: 0 };
  const onProgress = (now: RunStats): void => {
    const before = stats.scannedBytes;
    stats = now;
    onStats(now);
    try {
      spend.progress(now, before);
    } catch (limit) {
      stop.abort(limit);
    }
  };
  const note = (outcome: 'finished' | 'failed' | 'stopped'): void =>
    spend.ended(
      {
        startedMs,
        ...(rules === undefined ? {} : { rules }),
        bytes: stats.scannedBytes,
        elapsedMs: clock.now() - startedMs,
        ...(stats.queryId === undefined ? {} : { queryId: stats.queryId }),
        outcome,
      },
      days
    );
  let hasStarted = false;
  try {
    signal.throwIfAborted();
    spend.admit(days);
    hasStarted = true;
    const run = engine.run(text, { signal, token, onProgress });
    for await (const rows of run.pages) {
      await take(rows);
    }
    onProgress(run.stats());
    signal.throwIfAborted();
    note('finished');
  } catch (error) {
    if (hasStarted) {
      note(signal.aborted ? 'stopped' : 'failed');
    }
    throw trailError(signal.aborted ? signal.reason : error, signal.aborted);
  }
}

/** Whatever was thrown as a TrailError. */
export function trailError(error: unknown, isStopped = false): TrailError {
  if (error instanceof TrailError) {
    return error;
  }
  if (isStopped) {
    return new TrailError('cancelled', 'Cancelled', 'The statement was stopped, since nobody waits for it any more.');
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new TrailError(
      'timeout',
      'Timeout',
      'The trail’s engine did not describe the table in time. Run the query again.'
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TrailError('other', 'Error', `The trail could not be read: ${message}`);
}
