import type { TableName } from '../../contract/tableName';

export type { TableName };

/** A column as the engine describes it; `type` in its own words: `varchar`, `struct<type:string>`, `row(type varchar)`. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly isPartition: boolean;
}

export interface TableInfo {
  readonly columns: readonly TableColumn[];
  /** Table properties, as far as the engine tells them: `projection.timestamp.format`, `projection.enabled`. */
  readonly properties: Readonly<Record<string, string>>;
}

/** How far a statement has come. */
export interface RunStats {
  /** The engine's name for the run, for logs and its own console. */
  readonly queryId?: string;
  readonly state: 'queued' | 'running' | 'finished';
  /** Bytes read of the table so far; Athena charges for them. */
  readonly scannedBytes: number;
  readonly elapsedMs: number;
}

/** A row: text as the statement selects nothing else, null for SQL's NULL. In the order of the selected columns. */
export type SqlRow = ReadonlyArray<string | null>;

export interface SqlRun {
  /** Rows page by page, to be read once and to the end; not reading on leaves the engine waiting, within its limits. */
  readonly pages: AsyncIterable<readonly SqlRow[]>;
  stats(): RunStats;
}

export interface RunOptions {
  /** Aborting stops the statement at the engine, and makes the pages throw the signal's reason. */
  readonly signal: AbortSignal;
  /** The same token never starts a second run of a statement, where the engine knows such tokens. */
  readonly token?: string;
  /** A result of the same statement that is no older may be given again, where the engine can: nothing is scanned then. */
  readonly reuseMinutes?: number;
  /** The run ends as `scan-limit` when it reads more; in place of the engine's own limit. */
  readonly maxScannedBytes?: number;
  /** Told while the statement runs, at each answer of the engine. */
  readonly onProgress?: (stats: RunStats) => void;
}

/**
 * Whatever runs a statement over a trail in S3: Athena, or a Trino. Every failure is a `TrailError`, in sentences that
 * hold no secret; what may pass (throttling, a lost connection between polls) was tried again before.
 */
export interface SqlEngine {
  readonly kind: 'athena' | 'trino';
  /** The most bytes of UTF-8 that a statement may have. */
  readonly maxStatementBytes: number;
  /** @throws TrailError `no-table` where there is none; the signal's reason when it is aborted */
  describe(table: TableName, signal: AbortSignal): Promise<TableInfo>;
  /** Starts a statement. Failures come when the pages are read. */
  run(statement: string, options: RunOptions): SqlRun;
  close(): void;
}
