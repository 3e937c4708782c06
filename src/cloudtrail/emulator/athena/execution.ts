import { randomUUID } from 'node:crypto';
import type { Clock } from '../../aws/clock';
import type { ResultColumn } from '../../trail/trino/answer';
import type { Trino } from '../../trail/trino/engine';
import type { SqlRow } from '../../trail/types';
import { GLUE_CATALOG, trinoCatalogOf, withCatalog } from './catalog';
import type { StartParameters } from './parameters';

export type ExecutionState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A result is kept in memory. */
const MAX_RESULT_BYTES = 256 << 20;

/** What a statement runs on, and what is done to it on purpose. */
export interface ExecutionParts {
  readonly trino: Trino;
  readonly trinoCatalog: string;
  readonly clock: Clock;
  readonly outputLocation: string;
  /** Of the workgroup. */
  readonly bytesScannedCutoff?: number;
  readonly delayMs?: number;
  /** It fails for this reason, without being run. */
  readonly failReason?: string;
  /** An execution whose result is given again. */
  readonly reused?: Execution;
}

/** A statement from its start to its end, as GetQueryExecution shows it. */
export class Execution {
  readonly id: string = randomUUID();
  readonly submittedMs: number;
  state: ExecutionState = 'QUEUED';
  completedMs: number | undefined;
  reason: string | undefined;
  /** Of a failure: 1 the system's, 2 the user's. */
  errorCategory: number | undefined;
  scannedBytes = 0;
  columns: readonly ResultColumn[] = [];
  rows: SqlRow[] = [];
  resultBytes = 0;
  private startedMs: number | undefined;
  private readonly stopping = new AbortController();

  constructor(
    readonly parameters: StartParameters,
    private readonly parts: ExecutionParts
  ) {
    this.submittedMs = parts.clock.now();
  }

  get isActive(): boolean {
    return this.state === 'QUEUED' || this.state === 'RUNNING';
  }

  /** Runs it to its end; never rejects. */
  async run(): Promise<void> {
    const { reused, failReason, delayMs, clock } = this.parts;
    try {
      if (delayMs) {
        this.begin();
        await clock.sleep(delayMs, this.stopping.signal);
      }
      if (failReason !== undefined) {
        this.fail(failReason, 1);
      } else if (reused) {
        ({ columns: this.columns, rows: this.rows, resultBytes: this.resultBytes } = reused);
        this.end('SUCCEEDED');
      } else {
        await this.select();
      }
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error), 1);
    }
  }

  /** Has no effect on what has ended. */
  stop(): void {
    if (this.isActive) {
      this.end('CANCELLED');
      this.stopping.abort();
    }
  }

  /** The execution as AWS writes it. */
  toWire(): Record<string, unknown> {
    const { statement, workgroup, catalog, database, reuseMinutes } = this.parameters;
    const endMs = this.completedMs ?? this.parts.clock.now();
    return {
      QueryExecutionId: this.id,
      Query: statement,
      StatementType: 'DML',
      SubstatementType: 'SELECT',
      ResultConfiguration: { OutputLocation: `${this.parts.outputLocation.replace(/\/?$/, '/')}${this.id}.csv` },
      ...(reuseMinutes === undefined
        ? {}
        : {
            ResultReuseConfiguration: {
              ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: reuseMinutes },
            },
          }),
      QueryExecutionContext: { ...(catalog ? { Catalog: catalog } : {}), ...(database ? { Database: database } : {}) },
      Status: {
        State: this.state,
        SubmissionDateTime: this.submittedMs / 1000,
        ...(this.completedMs === undefined ? {} : { CompletionDateTime: this.completedMs / 1000 }),
        ...(this.reason === undefined ? {} : { StateChangeReason: this.reason }),
        ...(this.errorCategory === undefined
          ? {}
          : {
              AthenaError: {
                ErrorCategory: this.errorCategory,
                ErrorType: this.errorCategory === 2 ? 1006 : 9999,
                Retryable: false,
                ErrorMessage: this.reason,
              },
            }),
      },
      Statistics: {
        DataScannedInBytes: this.scannedBytes,
        EngineExecutionTimeInMillis: this.startedMs === undefined ? 0 : endMs - this.startedMs,
        QueryQueueTimeInMillis: (this.startedMs ?? endMs) - this.submittedMs,
        TotalExecutionTimeInMillis: endMs - this.submittedMs,
        ResultReuseInformation: { ReusedPreviousResult: this.parts.reused !== undefined },
      },
      WorkGroup: workgroup,
      EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
    };
  }

  private async select(): Promise<void> {
    const { trino, trinoCatalog, bytesScannedCutoff } = this.parts;
    const { statement, catalog = GLUE_CATALOG, database } = this.parameters;
    const running = trino.start(
      withCatalog(statement, trinoCatalog),
      {
        signal: this.stopping.signal,
        ...(bytesScannedCutoff === undefined ? {} : { maxScannedBytes: bytesScannedCutoff }),
        onProgress: ({ state, scannedBytes }) => {
          this.scannedBytes = scannedBytes;
          if (state !== 'queued') {
            this.begin();
          }
        },
      },
      { catalog: trinoCatalogOf(catalog, trinoCatalog), ...(database ? { schema: database } : {}) }
    );
    try {
      for await (const page of running.pages()) {
        this.keep(page);
      }
      this.columns = running.columns;
      this.end('SUCCEEDED');
    } catch (error) {
      const { failure } = running;
      if (failure?.errorName === 'EXCEEDED_SCAN_LIMIT') {
        this.reason = 'Query cancelled! : Bytes scanned limit was exceeded';
        this.end('CANCELLED');
      } else if (failure) {
        const message = failure.message.replaceAll(`'${trinoCatalog}.`, `'${GLUE_CATALOG.toLowerCase()}.`);
        this.fail(`${failure.errorName}: ${message}`, failure.errorType === 'USER_ERROR' ? 2 : 1);
      } else {
        throw error;
      }
    }
  }

  private keep(page: readonly SqlRow[]): void {
    for (const row of page) {
      this.rows.push(row);
      this.resultBytes += row.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
    }
    if (this.resultBytes > MAX_RESULT_BYTES) {
      throw new Error(`The emulator keeps results in memory, and none of more than ${MAX_RESULT_BYTES >> 20} MB.`);
    }
  }

  private begin(): void {
    if (this.state === 'QUEUED') {
      this.state = 'RUNNING';
      this.startedMs = this.parts.clock.now();
    }
  }

  private fail(reason: string, category: number): void {
    if (this.isActive) {
      this.reason = reason;
      this.errorCategory = category;
      this.rows = [];
      this.end('FAILED');
    }
  }

  private end(state: ExecutionState): void {
    if (this.isActive) {
      this.state = state;
      this.completedMs = this.parts.clock.now();
    }
  }
}
