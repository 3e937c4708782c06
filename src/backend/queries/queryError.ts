/** The user's mistake in a query: a sentence that says what to do. It becomes that query's error with status 400. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

/** CloudTrail could not answer: the query's error, with AWS as its source. */
export class DownstreamError extends Error {
  override readonly name = 'DownstreamError';
  constructor(
    message: string,
    /** HTTP-like. */
    readonly status: number
  ) {
    super(message);
  }
}
