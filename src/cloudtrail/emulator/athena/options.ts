/** A workgroup of every account and region. */
export interface EmulatedWorkgroup {
  readonly name: string;
  /** Where results go; absent: statements must name a place. */
  readonly outputLocation?: string;
  /** A statement's own place is passed over. */
  readonly enforce?: boolean;
  /** A statement that reads more is cancelled. */
  readonly bytesScannedCutoff?: number;
}

/** How the emulator stands in for Athena. */
export interface EmulatedAthenaOptions {
  /** The Trino that runs the statements. */
  readonly trinoUrl: string;
  /** The catalog of Trino that is `AwsDataCatalog` here. Default `hive`. */
  readonly trinoCatalog?: string;
  /** Default: `primary`, without a place for results. */
  readonly workgroups?: readonly EmulatedWorkgroup[];
  /** Statements that run or wait at once, in an account and region. Default 20, as AWS has it at least. */
  readonly maxActiveQueries?: number;
  /** Calls a second of each operation, in an account and region. Default: AWS's quotas; Infinity: no limit. */
  readonly callsPerSecond?: number;
}

/** AWS's limits. */
export const MAX_STATEMENT_BYTES = 262_144;
export const MAX_PAGE_ROWS = 1000;
export const MAX_REUSE_MINUTES = 10_080;
export const DEFAULT_ACTIVE_QUERIES = 20;

/** The operations that are answered for, with AWS's default quota of calls a second. */
export const CALLS_PER_SECOND = {
  StartQueryExecution: 20,
  GetQueryExecution: 100,
  GetQueryResults: 100,
  StopQueryExecution: 20,
  GetTableMetadata: 20,
} as const;
export type AthenaOperation = keyof typeof CALLS_PER_SECOND;
