import { sqlName, sqlText } from '../sql/sqlText';
import { quotedTable } from '../sql/tableName';
import { TrailError } from '../trailError';
import type { TableInfo, TableName } from '../types';
import type { Query } from './describe';

/** What a statement would read, as EXPLAIN (TYPE IO) says it. */
interface Input {
  readonly table: TableName;
  /** Values that partition columns are narrowed to, where it is one. */
  readonly narrowed: ReadonlyMap<string, string>;
}

/**
 * Partition columns of the table behind a view. Objects of CloudTrail need a view at Trino, and Trino does not say that a
 * view's column is a partition of its table; without this every statement would read the whole trail. A column counts
 * as one where Trino's own plan proves it: a value that no partition has leaves nothing to read, and one that a partition
 * has leaves that partition.
 *
 * @param describe describes a table that is no view
 * @returns the view as before where nothing is proven
 */
export async function withViewPartitions(
  view: TableName,
  info: TableInfo,
  query: Query,
  describe: (table: TableName) => Promise<TableInfo>
): Promise<TableInfo> {
  try {
    const [input, ...others] = await inputs(query, view, {});
    if (!input || others.length > 0 || quotedTable(input.table) === quotedTable(view)) {
      return info;
    }
    const base = await describe(input.table);
    const names = base.columns
      .filter(
        ({ name, isPartition, type }) => isPartition && info.columns.some((c) => c.name === name && c.type === type)
      )
      .filter(({ type }) => type.startsWith('varchar'))
      .map(({ name }) => name);
    const proven = names.length === 0 ? [] : await provenOf(query, view, input.table, names);
    if (proven.length === 0) {
      return info;
    }
    const columns = info.columns.map((column) => ({ ...column, isPartition: proven.includes(column.name) }));
    return { columns, properties: { ...info.properties, ...base.properties } };
  } catch (error) {
    if (error instanceof TrailError && UNPROVEN.has(error.fault)) {
      return info;
    }
    throw error;
  }
}

/** The user may read the view alone, or it is another kind of Trino. */
const UNPROVEN: ReadonlySet<string> = new Set([
  'no-table',
  'no-column',
  'access-denied',
  'statement',
  'server',
  'other',
]);

async function provenOf(query: Query, view: TableName, base: TableName, names: readonly string[]): Promise<string[]> {
  const partitions = quotedTable({ ...base, table: `${base.table}$partitions` });
  const { rows } = await query(`SELECT ${names.map(sqlName).join(', ')} FROM ${partitions} LIMIT 1`);
  const proven: string[] = [];
  for (const [index, name] of names.entries()) {
    const value = rows[0]?.[index];
    if (typeof value !== 'string') {
      continue;
    }
    const [found] = await inputs(query, view, { [name]: value });
    const nothing = await inputs(query, view, { [name]: `${value} no partition` });
    if (found?.narrowed.get(name) === value && nothing.length === 0) {
      proven.push(name);
    }
  }
  return proven;
}

async function inputs(query: Query, view: TableName, where: Readonly<Record<string, string>>): Promise<Input[]> {
  const conditions = Object.entries(where).map(([name, value]) => `${sqlName(name)} = ${sqlText(value)}`);
  const { rows } = await query(
    `EXPLAIN (TYPE IO, FORMAT JSON) SELECT * FROM ${quotedTable(view)}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`
  );
  const plan = JSON.parse(rows[0]?.[0] ?? '{}') as IoPlan;
  return (plan.inputTableColumnInfos ?? []).flatMap(({ table, constraint }) => {
    const { catalog, schemaTable } = table ?? {};
    return catalog && schemaTable?.schema && schemaTable.table
      ? [
          {
            table: { catalog, schema: schemaTable.schema, table: schemaTable.table },
            narrowed: new Map((constraint?.columnConstraints ?? []).flatMap(narrowedTo)),
          },
        ]
      : [];
  });
}

/** As far as it is read here; every member may be absent. */
interface IoPlan {
  readonly inputTableColumnInfos?: ReadonlyArray<{
    readonly table?: {
      readonly catalog?: string;
      readonly schemaTable?: { readonly schema?: string; readonly table?: string };
    };
    readonly constraint?: { readonly columnConstraints?: readonly Constraint[] };
  }>;
}
interface Constraint {
  readonly columnName?: string;
  readonly domain?: {
    readonly nullsAllowed?: boolean;
    readonly ranges?: ReadonlyArray<
      Readonly<Record<'low' | 'high', { readonly value?: string; readonly bound?: string }>>
    >;
  };
}

function narrowedTo({ columnName, domain }: Constraint): Array<[string, string]> {
  const [range, ...others] = domain?.ranges ?? [];
  const isOne =
    others.length === 0 &&
    domain?.nullsAllowed === false &&
    range?.low?.bound === 'EXACTLY' &&
    range.high?.bound === 'EXACTLY' &&
    range.low.value === range.high.value;
  return isOne && columnName !== undefined && range.low.value !== undefined ? [[columnName, range.low.value]] : [];
}
