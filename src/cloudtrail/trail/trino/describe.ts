import { sqlName, sqlText } from '../sql/sqlText';
import { quotedTable } from '../sql/tableName';
import { TrailError } from '../trailError';
import type { SqlRow, TableColumn, TableInfo, TableName } from '../types';
import { withViewPartitions } from './viewPartitions';

/** Rows of a statement, with the names of their columns. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly SqlRow[];
}

/** Runs a statement to its end. */
export type Query = (statement: string) => Promise<Rows>;

/**
 * The columns and properties of a table or a view.
 *
 * @throws TrailError `no-table` where there is none
 */
export async function describeTable(written: TableName, query: Query): Promise<TableInfo> {
  // Trino keeps names in lower case.
  const [catalog, schema, table] = [written.catalog, written.schema, written.table].map((name) => name.toLowerCase());
  const named = { catalog, schema, table };
  const info = await describeNamed(named, query);
  return info.columns.some(({ isPartition }) => isPartition)
    ? info
    : withViewPartitions(named, info, query, (base) => describeNamed(base, query));
}

async function describeNamed(table: TableName, query: Query): Promise<TableInfo> {
  const { rows } = await query(columnsStatement(table));
  if (rows.length === 0) {
    throw new TrailError(
      'no-table',
      'TABLE_NOT_FOUND',
      `Trino has no table ${table.catalog}.${table.schema}.${table.table} that this user may see. ` +
        'Check the table in the data source settings; it is written catalog.schema.table.'
    );
  }
  return { columns: rows.map(toColumn), properties: await propertiesOf(table, query) };
}

function columnsStatement({ catalog, schema, table }: TableName): string {
  return (
    `SELECT column_name, data_type, extra_info FROM ${sqlName(catalog)}.information_schema.columns ` +
    `WHERE table_schema = ${sqlText(schema)} AND table_name = ${sqlText(table)} ORDER BY ordinal_position`
  );
}

function toColumn([column, type, extra]: SqlRow): TableColumn {
  return { name: column ?? '', type: type ?? '', isPartition: extra === 'partition key' };
}

/** Some connectors have a table of properties beside each table: one column or one row for each. */
async function propertiesOf(named: TableName, query: Query): Promise<TableInfo['properties']> {
  try {
    const { columns, rows } = await query(
      `SELECT * FROM ${quotedTable({ ...named, table: `${named.table}$properties` })}`
    );
    const pairs =
      columns.join() === 'key,value'
        ? rows
        : columns.map((column, index): SqlRow => [column, rows[0]?.[index] ?? null]);
    return Object.fromEntries(pairs.flatMap(([key, value]) => (key !== null && value !== null ? [[key, value]] : [])));
  } catch (error) {
    // A table is read without them as well; what is wrong with the server shows by itself.
    if (error instanceof TrailError && PROPERTIES_ABSENT.has(error.fault)) {
      return {};
    }
    throw error;
  }
}

const PROPERTIES_ABSENT: ReadonlySet<string> = new Set(['no-table', 'access-denied', 'statement', 'other']);
