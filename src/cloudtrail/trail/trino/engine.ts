import { systemClock } from '../../aws/clock';
import { TrailError } from '../trailError';
import type { RunOptions, SqlEngine, SqlRow, TableInfo, TableName } from '../types';
import { describeTable, type Rows } from './describe';
import { Exchange } from './exchange';
import { createHttpClient } from './http';
import { DEFAULT_USER, trinoOrigin, type TrinoSettings } from './settings';
import { TrinoStatement } from './statement';

/** Trino's own limit of a statement is a million characters. */
const MAX_STATEMENT_BYTES = 1_000_000;

/** What names that say neither are of. */
export interface StatementContext {
  readonly catalog?: string;
  readonly schema?: string;
}

/** A Trino, statement by statement. */
export interface Trino {
  start(statement: string, options: RunOptions, context?: StatementContext): TrinoStatement;
  describe(table: TableName, signal: AbortSignal): Promise<TableInfo>;
  close(): void;
}

/**
 * A Trino as the engine of a trail. Nothing is asked of it before the first statement.
 *
 * @throws TrailError when the settings cannot be right, or would send secrets in the clear
 */
export function createTrinoEngine(settings: TrinoSettings): SqlEngine {
  const trino = connectTrino(settings);
  return {
    kind: 'trino',
    maxStatementBytes: MAX_STATEMENT_BYTES,
    describe: (table, signal) => trino.describe(table, signal),
    run(statement, options) {
      const run = trino.start(statement, options);
      return { pages: run.pages(), stats: () => run.stats() };
    },
    close: () => trino.close(),
  };
}

/** What the engine is made of, for whoever needs the columns of a result too. @throws TrailError as `createTrinoEngine` */
export function connectTrino(settings: TrinoSettings): Trino {
  const http = createHttpClient(settings.ca);
  const exchange = new Exchange(trinoOrigin(settings.url), http, headersOf(settings), settings.clock ?? systemClock);
  const closing = new AbortController();

  const start: Trino['start'] = (statement, options, { catalog, schema } = {}) => {
    const limit = options.maxScannedBytes ?? settings.maxScannedBytes;
    return new TrinoStatement(
      exchange,
      statement,
      {
        ...(limit === undefined ? {} : { 'x-trino-session': `query_max_scan_physical_bytes=${Math.floor(limit)}B` }),
        ...(options.token === undefined ? {} : { 'x-trino-trace-token': options.token }),
        ...(catalog === undefined ? {} : { 'x-trino-catalog': headerValue(catalog) }),
        ...(schema === undefined ? {} : { 'x-trino-schema': headerValue(schema) }),
      },
      { ...options, signal: AbortSignal.any([options.signal, closing.signal]) }
    );
  };
  const query = async (statement: string, signal: AbortSignal): Promise<Rows> => {
    const run = start(statement, { signal });
    const rows: SqlRow[] = [];
    for await (const page of run.pages()) {
      rows.push(...page);
    }
    return { columns: run.columns.map(({ name }) => name), rows };
  };

  return {
    start,
    describe: (table, signal) => describeTable(table, (statement) => query(statement, signal)),
    close() {
      closing.abort(new TrailError('cancelled', 'Closed', 'The statement was stopped: the settings have changed.'));
      // What is stopped at Trino by this goes out first.
      setTimeout(() => http.close(), CLOSE_AFTER_MS).unref();
    },
  };
}

const CLOSE_AFTER_MS = 10_000;

function headersOf({ user, password, token }: TrinoSettings): Record<string, string> {
  if (password !== undefined && user === undefined) {
    throw new TrailError(
      'no-credentials',
      'NoUser',
      'Trino has a password but no user. Enter the user in the settings.'
    );
  }
  if (password !== undefined && token !== undefined) {
    throw new TrailError('other', 'TwoLogins', 'Trino has a password and a token. Enter one of them.');
  }
  const login: Record<string, string> =
    token !== undefined
      ? { authorization: `Bearer ${headerValue(token)}` }
      : password !== undefined
        ? { authorization: `Basic ${Buffer.from(`${user ?? ''}:${password}`).toString('base64')}` }
        : {};
  // With a token alone, Trino knows the user by it.
  const name = user ?? (token === undefined ? DEFAULT_USER : undefined);
  return {
    ...login,
    ...(name === undefined ? {} : { 'x-trino-user': headerValue(name) }),
    'x-trino-source': 'sigtrail',
    'x-trino-time-zone': 'UTC',
  };
}

/** @throws TrailError for what no header can hold */
function headerValue(value: string): string {
  if (!/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value)) {
    throw new TrailError(
      'other',
      'InvalidHeader',
      "Trino's user, token and names are of printable ASCII characters. Check them."
    );
  }
  return value;
}
