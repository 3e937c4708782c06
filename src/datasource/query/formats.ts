import type { Format, QueryType } from '../../contract/query';

/** The formats of each kind of query, the backend's default first. */
export const FORMATS_OF: Readonly<Record<QueryType, readonly Format[]>> = {
  detections: ['table', 'logs'],
  counts: ['timeseries', 'numeric'],
  events: ['table', 'logs'],
  rules: ['table'],
  coverage: ['table'],
};

/** The format that a query asks for; the kind's default where it names none, or one that the kind does not have. */
export function formatOf({ queryType, format }: { queryType: QueryType; format?: Format }): Format {
  const possible = FORMATS_OF[queryType] ?? FORMATS_OF.detections;
  return format && possible.includes(format) ? format : possible[0];
}
