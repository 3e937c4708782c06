/** What went wrong between us and the engine that reads the trail, as far as it changes what we or the user do next. */
export type TrailFault =
  | 'no-table'
  | 'no-column'
  | 'access-denied'
  | 'bad-credentials'
  | 'expired-credentials'
  | 'no-credentials'
  | 'throttled'
  /** The workgroup's or the data source's limit of scanned bytes. */
  | 'scan-limit'
  /** An object in S3 that the table's format cannot read. */
  | 'bad-data'
  | 'statement'
  | 'network'
  | 'timeout'
  | 'server'
  | 'cancelled'
  | 'other';

/** A failure of the trail in our words. `message` is a sentence with the next step; it never holds a secret. */
export class TrailError extends Error {
  override readonly name = 'TrailError';
  constructor(
    readonly fault: TrailFault,
    /** The engine's or Node's name of the error: `TABLE_NOT_FOUND`, `TooManyRequestsException`, `ECONNREFUSED`. */
    readonly code: string,
    message: string
  ) {
    super(message);
  }
}
