import type { Clock } from '../../aws/clock';
import type { RunOptions, RunStats, SqlEngine, SqlRow, SqlRun, TableColumn, TableInfo } from '../types';
import type { TrailError } from '../trailError';
import { TRAIL_TABLE } from '../table/trailColumns';

/** An engine for the backend's tests: the table of `sigtrail trail-ddl`, statements answered by what the test says. */
export class FakeSql implements SqlEngine {
  readonly maxStatementBytes = 262_144;
  readonly ran: string[] = [];
  columns: readonly TableColumn[] = TRAIL_TABLE.columns;
  bytesPerStatement = 3_000_000_000;
  /** How long a statement takes, by this clock. */
  latency?: { readonly clock: Clock; readonly ms: number };
  /** Statements that were stopped before their end. */
  stopped = 0;
  /** Thrown by whatever is asked. */
  failure?: TrailError;
  /** Rows of a statement, in the order of what it selects. */
  answer: (statement: string) => readonly SqlRow[] = () => [];

  constructor(readonly kind: SqlEngine['kind'] = 'athena') {}

  describe(): Promise<TableInfo> {
    const { properties } = TRAIL_TABLE;
    return this.failure ? Promise.reject(this.failure) : Promise.resolve({ columns: this.columns, properties });
  }

  run(statement: string, { onProgress, signal }: RunOptions): SqlRun {
    this.ran.push(statement);
    const stats: RunStats = {
      queryId: `q${this.ran.length}`,
      state: 'finished',
      scannedBytes: this.bytesPerStatement,
      elapsedMs: 2000,
    };
    const { failure, latency } = this;
    let isOver = false;
    signal.addEventListener('abort', () => (this.stopped += isOver ? 0 : 1), { once: true });
    const rows = this.answer(statement);
    const pages = (async function* (): AsyncGenerator<readonly SqlRow[]> {
      await latency?.clock.sleep(latency.ms, signal);
      signal.throwIfAborted();
      isOver = true;
      if (failure) {
        throw failure;
      }
      onProgress?.(stats);
      yield rows;
    })();
    return { pages, stats: () => stats };
  }

  close(): void {
    // Nothing is open.
  }
}
