import { createHash, randomUUID } from 'node:crypto';
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import { unlessAborted } from '../../unlessAborted';
import { TrailError } from '../trailError';
import type { RunOptions, RunStats, SqlRow } from '../types';
import type { AthenaCalls } from './calls';
import { endedError } from './faults';
import type { AthenaSettings } from './settings';

const QUEUE_FOR_MS = 15 * 60_000;
const STOP_FOR_MS = 60_000;
const FIRST_POLL_MS = 250;
const MAX_POLL_MS = 2_000;
const PAGE_ROWS = 1000;
/** A statement that has taken so much longer than we have waited was not started by us. */
const EARLIER_MS = 1000;
/** AWS's longest reuse of a result. */
const MAX_REUSE_MINUTES = 10_080;
/** Waits for as long as the run's signal lets it. */
const PATIENT = { throttledMs: Infinity };

interface Failed {
  readonly error: TrailError;
  /** It was started before, by another with the same token. */
  readonly isEarlier: boolean;
}

/**
 * A statement at Athena, from its start to its last row. It is stopped there when the signal is aborted, when it reads
 * more than it may, and when its pages are not read to the end.
 */
export class AthenaQuery {
  private current: RunStats = { state: 'queued', scannedBytes: 0, elapsedMs: 0 };
  /** Set while there is something to stop. */
  private runningId: string | undefined;
  private readonly signal: AbortSignal;
  private readonly succeeded: Promise<string>;

  constructor(
    private readonly calls: AthenaCalls,
    private readonly settings: AthenaSettings,
    private readonly statement: string,
    private readonly options: RunOptions
  ) {
    this.signal = options.signal;
    this.succeeded = this.toTheEnd();
    // Nobody may be waiting yet when it fails.
    this.succeeded.catch(() => undefined);
  }

  stats(): RunStats {
    return this.current;
  }

  /** Pages with rows, in order. @throws TrailError, or the signal's reason */
  async *pages(): AsyncGenerator<readonly SqlRow[], void, undefined> {
    try {
      const id = await unlessAborted(this.succeeded, this.signal);
      let token: string | undefined;
      let first = true;
      do {
        const page = await unlessAborted(this.page(id, token), this.signal);
        const rows = first ? page.rows.slice(1) : page.rows;
        first = false;
        token = page.token;
        if (rows.length > 0) {
          yield rows;
        }
      } while (token !== undefined);
    } finally {
      void this.stop();
    }
  }

  private async toTheEnd(): Promise<string> {
    const onAbort = () => void this.stop();
    try {
      this.signal.addEventListener('abort', onAbort, { once: true });
      const id = await this.start(this.requestToken());
      const failed = await this.wait(id);
      if (!failed) {
        return id;
      }
      if (!failed.isEarlier || this.options.token === undefined) {
        throw failed.error;
      }
      // The token's statement was another's, who has stopped it or failed long ago: this one is to run.
      const ownId = await this.start(randomUUID());
      const failedAgain = await this.wait(ownId);
      if (failedAgain) {
        throw failedAgain.error;
      }
      return ownId;
    } catch (error) {
      void this.stop();
      throw error;
    } finally {
      this.signal.removeEventListener('abort', onAbort);
    }
  }

  private async start(requestToken: string): Promise<string> {
    const { workgroup, outputLocation, catalog, database, queueForMs = QUEUE_FOR_MS } = this.settings;
    const { reuseMinutes } = this.options;
    const command = new StartQueryExecutionCommand({
      QueryString: this.statement,
      ClientRequestToken: requestToken,
      ...(workgroup ? { WorkGroup: workgroup } : {}),
      ...(outputLocation ? { ResultConfiguration: { OutputLocation: outputLocation } } : {}),
      ...(catalog || database ? { QueryExecutionContext: { Catalog: catalog, Database: database } } : {}),
      ...(reuseMinutes
        ? {
            ResultReuseConfiguration: {
              ResultReuseByAgeConfiguration: {
                Enabled: true,
                MaxAgeInMinutes: Math.min(MAX_REUSE_MINUTES, Math.max(1, Math.floor(reuseMinutes))),
              },
            },
          }
        : {}),
    });
    // A request on its way is not cut off, or nobody would know what to stop; made twice, it starts one statement.
    const { QueryExecutionId: id } = await this.calls.call(
      'StartQueryExecution',
      (client) => client.send(command),
      this.signal,
      { throttledMs: queueForMs }
    );
    if (id === undefined) {
      throw new TrailError('server', 'NoId', 'Athena started a statement without an id. Run the query again.');
    }
    this.runningId = id;
    this.tell({ ...this.current, queryId: id });
    this.signal.throwIfAborted();
    return id;
  }

  /** Of AWS's form; another statement never has the same. */
  private requestToken(): string {
    const { token } = this.options;
    return token === undefined
      ? randomUUID()
      : createHash('sha256').update(`${token}\n${this.statement}`).digest('hex');
  }

  /** Waits for the end. @returns why it failed, if it did */
  private async wait(id: string): Promise<Failed | undefined> {
    const { clock } = this.calls;
    const begunMs = clock.now();
    const limit = this.options.maxScannedBytes ?? this.settings.maxScannedBytes ?? Infinity;
    const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
    for (let polls = 1, pause = FIRST_POLL_MS; ; polls++, pause = Math.min(MAX_POLL_MS, pause * 1.5)) {
      const { QueryExecution: execution = {} } = await this.calls.call(
        'GetQueryExecution',
        (client) => client.send(command, { abortSignal: this.signal }),
        this.signal,
        PATIENT
      );
      this.tell({ queryId: id, ...toStats(execution) });
      const { State: state, StateChangeReason: reason = '', AthenaError: error } = execution.Status ?? {};
      if (state === 'SUCCEEDED') {
        this.runningId = undefined;
        return undefined;
      }
      if (state === 'FAILED' || state === 'CANCELLED') {
        this.runningId = undefined;
        const isEarlier = polls === 1 || this.current.elapsedMs > clock.now() - begunMs + EARLIER_MS;
        return { error: endedError(state, reason, error === undefined || error.ErrorCategory === 2), isEarlier };
      }
      if (this.current.scannedBytes > limit) {
        throw new TrailError(
          'scan-limit',
          'MaxScannedBytes',
          'The statement read more of the trail than the limit of scanned bytes allows. Choose a narrower time range, or raise the limit.'
        );
      }
      await clock.sleep(pause, this.signal);
    }
  }

  private async page(id: string, token: string | undefined): Promise<{ rows: SqlRow[]; token?: string }> {
    const command = new GetQueryResultsCommand({
      QueryExecutionId: id,
      MaxResults: PAGE_ROWS,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const output = await this.calls.call(
      'GetQueryResults',
      (client) => client.send(command, { abortSignal: this.signal }),
      this.signal,
      PATIENT
    );
    const rows = (output.ResultSet?.Rows ?? []).map(({ Data = [] }) =>
      Data.map(({ VarCharValue }) => VarCharValue ?? null)
    );
    return { rows, ...(output.NextToken ? { token: output.NextToken } : {}) };
  }

  private tell(stats: RunStats): void {
    this.current = stats;
    this.options.onProgress?.(stats);
  }

  private async stop(): Promise<void> {
    const id = this.runningId;
    this.runningId = undefined;
    if (id === undefined) {
      return;
    }
    const command = new StopQueryExecutionCommand({ QueryExecutionId: id });
    // It is stopped because the run's signal was aborted: that is not to end this too.
    const signal = AbortSignal.timeout(STOP_FOR_MS);
    await this.calls
      .call('StopQueryExecution', (client) => client.send(command), signal, { throttledMs: STOP_FOR_MS })
      .catch(() => undefined);
  }
}

function toStats({ Status: status, Statistics: statistics }: QueryExecution): Omit<RunStats, 'queryId'> {
  const state = status?.State;
  return {
    state: state === 'QUEUED' ? 'queued' : state === 'SUCCEEDED' ? 'finished' : 'running',
    scannedBytes: statistics?.DataScannedInBytes ?? 0,
    elapsedMs: statistics?.TotalExecutionTimeInMillis ?? statistics?.EngineExecutionTimeInMillis ?? 0,
  };
}
