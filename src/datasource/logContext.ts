import {
  dateTime,
  LogRowContextQueryDirection,
  type DataFrame,
  type LogRowContextOptions,
  type LogRowModel,
  type TimeRange,
} from '@grafana/data';
import type { SigtrailQuery } from './types';

const WINDOW_MS = 2 * 3_600_000;
const DEFAULT_LIMIT = 50;
/** Events newer than a line come newest first: all of the window are asked for, and the nearest kept. */
const FORWARD_LIMIT = 1000;

export interface ContextQuery {
  query: SigtrailQuery;
  range: TimeRange;
  limit: number;
}

/** The context of a log line: what the same principal did in the same account before and after. */
export function contextQuery(
  row: LogRowModel,
  options: LogRowContextOptions = {},
  origin?: SigtrailQuery
): ContextQuery {
  const forward = options.direction === LogRowContextQueryDirection.Forward;
  const windowMs = options.timeWindowMs ?? WINDOW_MS;
  const limit = options.limit ?? DEFAULT_LIMIT;
  const filters = (['principal', 'account'] as const).flatMap((field) =>
    row.labels[field] ? [{ field, operator: '=' as const, value: row.labels[field] }] : []
  );
  const from = dateTime(forward ? row.timeEpochMs : row.timeEpochMs - windowMs);
  const to = dateTime(forward ? row.timeEpochMs + windowMs : row.timeEpochMs);
  return {
    query: {
      refId: origin?.refId ?? 'context',
      queryType: 'events',
      format: 'logs',
      filters,
      limit: forward ? FORWARD_LIMIT : limit,
      ...(row.labels.region ? { regions: [row.labels.region] } : {}),
    },
    range: { from, to, raw: { from, to } },
    limit,
  };
}

/** Of a frame sorted newest first: the rows nearest to the line that the context is for. */
export function nearest(frame: DataFrame, limit: number, direction?: LogRowContextQueryDirection): DataFrame {
  if (direction !== LogRowContextQueryDirection.Forward || frame.length <= limit) {
    return frame;
  }
  const fields = frame.fields.map((field) => ({ ...field, values: field.values.slice(-limit), state: undefined }));
  return { ...frame, fields, length: limit };
}
