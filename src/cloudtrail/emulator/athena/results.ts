import type { ResultColumn } from '../../trail/trino/answer';
import type { SqlRow } from '../../trail/types';
import type { Execution } from './execution';
import { invalid } from './parameters';

/**
 * A page of GetQueryResults. The header counts as the first row of the first page.
 *
 * @throws AwsServiceError InvalidRequestException before the end, and for a token of another statement
 */
export function resultPage(
  execution: Execution,
  { maxResults, nextToken }: { maxResults: number; nextToken?: string }
): Record<string, unknown> {
  const { id, state, columns, rows } = execution;
  if (execution.isActive) {
    throw invalid(`Query has not yet finished. Current state: ${state}`);
  }
  if (state !== 'SUCCEEDED') {
    throw invalid(`Query did not finish successfully. Final query state: ${state}`);
  }
  const from = nextToken === undefined ? 0 : offsetOf(nextToken, id);
  const to = Math.min(from + maxResults, rows.length + 1);
  const header: SqlRow = columns.map(({ name }) => name);
  const page = [...(from === 0 ? [header] : []), ...rows.slice(Math.max(0, from - 1), to - 1)];
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: page.map((row) => ({ Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) })),
      ResultSetMetadata: { ColumnInfo: columns.map(toColumnInfo) },
    },
    ...(to <= rows.length ? { NextToken: tokenOf(id, to) } : {}),
  };
}

function tokenOf(id: string, offset: number): string {
  return Buffer.from(`${id}:${offset}`).toString('base64');
}

function offsetOf(token: string, id: string): number {
  const [owner, offset] = Buffer.from(token, 'base64').toString().split(':');
  if (owner !== id || !/^\d+$/.test(offset ?? '')) {
    throw invalid('The token is not one of this query.');
  }
  return Number(offset);
}

function toColumnInfo({ name, type }: ResultColumn) {
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type.replace(/\(.*$/, ''),
    Precision: type.startsWith('varchar') ? 2_147_483_647 : 0,
    Scale: 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: type.startsWith('varchar'),
  };
}
