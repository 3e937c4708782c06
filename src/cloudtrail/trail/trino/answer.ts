import type { RunStats, SqlRow } from '../types';
import type { QueryError } from '../queryFault';
import { TrailError } from '../trailError';

/** A column of a result, its type in Trino's words. */
export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** What Trino answers to a statement, and to each request for more of it. */
export interface Answer {
  readonly id: string;
  /** Where to ask on; absent: that was all. */
  readonly nextUri?: string;
  /** Once they are known. */
  readonly columns?: readonly ResultColumn[];
  readonly rows: readonly SqlRow[];
  readonly error?: QueryError;
  readonly stats: Omit<RunStats, 'queryId'>;
}

/** @throws TrailError for what is not an answer of Trino */
export function parseAnswer(body: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw notTrino();
  }
  if (!isObject(value) || typeof value.id !== 'string' || !isObject(value.stats)) {
    throw notTrino();
  }
  const { id, nextUri, columns, data = null, error } = value;
  if (data !== null && !Array.isArray(data)) {
    throw notTrino();
  }
  return {
    id,
    ...(typeof nextUri === 'string' ? { nextUri } : {}),
    ...(Array.isArray(columns) ? { columns: columns.map(toColumn) } : {}),
    rows: data === null ? [] : data.map(toRow),
    ...(isObject(error) ? { error: toError(error) } : {}),
    stats: toStats(value.stats),
  };
}

function toColumn(column: unknown): ResultColumn {
  const { name, type } = isObject(column) ? column : {};
  return { name: typeof name === 'string' ? name : '', type: typeof type === 'string' ? type : '' };
}

function toRow(row: unknown): SqlRow {
  if (!Array.isArray(row)) {
    throw notTrino();
  }
  return row.map((cell: unknown) => {
    if (cell === null || typeof cell === 'string') {
      return cell;
    }
    return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  });
}

function toError({ errorName, errorType, message }: Record<string, unknown>): QueryError {
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);
  return {
    errorName: text(errorName, 'UNKNOWN'),
    errorType: text(errorType, 'INTERNAL_ERROR'),
    message: text(message, 'no reason given'),
  };
}

const QUEUED: ReadonlySet<unknown> = new Set(['QUEUED', 'WAITING_FOR_RESOURCES', 'DISPATCHING', 'PLANNING']);

function toStats({ state, physicalInputBytes, processedBytes, elapsedTimeMillis }: Record<string, unknown>) {
  const number = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : 0);
  return {
    state: QUEUED.has(state)
      ? ('queued' as const)
      : state === 'FINISHED'
        ? ('finished' as const)
        : ('running' as const),
    // What connectors do not count as physical input they count as processed.
    scannedBytes: number(physicalInputBytes) || number(processedBytes),
    elapsedMs: number(elapsedTimeMillis),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notTrino(): TrailError {
  return new TrailError(
    'other',
    'NotTrino',
    'What answers at this URL is no Trino. Check the URL in the data source settings.'
  );
}
