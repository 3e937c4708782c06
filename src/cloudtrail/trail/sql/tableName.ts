import { readTableName, tableNameProblem, type TableName } from '../../../contract/tableName';
import { TrailError } from '../trailError';
import { sqlName } from './sqlText';

/**
 * Reads `catalog.schema.table`; see `readTableName`.
 *
 * @throws TrailError with a sentence for the user
 */
export function parseTableName(text: string): TableName {
  const name = readTableName(text);
  if (!name) {
    throw new TrailError('no-table', 'TABLE_NAME', tableNameProblem(text));
  }
  return name;
}

/** The name as it stands in a statement. */
export function quotedTable({ catalog, schema, table }: TableName): string {
  return [catalog, schema, table].map(sqlName).join('.');
}
