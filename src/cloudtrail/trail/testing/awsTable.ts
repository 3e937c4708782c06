import { parseTableName } from '../sql/tableName';
import { readTable, type TrailTable } from '../table/readTable';
import { TRAIL_COLUMNS } from '../table/trailColumns';
import type { TableColumn } from '../types';

export function column(name: string, type: string, isPartition = false): TableColumn {
  return { name, type, isPartition };
}

/** The table that `sigtrail trail-ddl` makes, without partitions, with further columns. */
export function awsTable(
  more: readonly TableColumn[] = [],
  properties: Readonly<Record<string, string>> = {},
  name = 'hive.logs.trail'
): TrailTable {
  return readTable({ columns: [...TRAIL_COLUMNS, ...more], properties }, parseTableName(name));
}

/** What a statement selects, in order; commas within brackets belong to one expression. */
export function selectedColumns(statement: string): string[] {
  const list = /^SELECT ([^\n]*)\nFROM/.exec(statement)?.[1] ?? '';
  const columns: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    depth += '([{'.includes(list[at] ?? '') ? 1 : ')]}'.includes(list[at] ?? '') ? -1 : 0;
    if (list[at] === ',' && depth === 0) {
      columns.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...columns, list.slice(from).trim()];
}
