import type { NarrowCondition } from '../narrow/condition';
import { readNodes } from '../table/readNodes';
import { recordReader } from '../table/recordReader';
import type { TrailTable } from '../table/readTable';
import type { SqlRow } from '../types';
import { whereSql, type TrailRange } from './rangeConditions';
import { quotedTable } from './tableName';

export interface CountsRequest extends TrailRange {
  readonly table: TrailTable;
  readonly condition: Pick<NarrowCondition, 'text'>;
  /** Fields that the rules, the filters and the grouping read; `whole` where one looks for keywords. */
  readonly fields: Iterable<string> | 'whole';
  /** SQL by member of the record: events for which it is not true are not told apart by that member; see gatesOf. */
  readonly gates?: ReadonlyMap<string, string>;
  /** Seconds; buckets are aligned to the epoch. Absent: one for the whole range. */
  readonly bucketSeconds?: number;
}

/** Events that are the same as far as the fields go. */
export interface CountedRecord {
  /** Epoch seconds at which the bucket begins; undefined without buckets. */
  readonly bucketS: number | undefined;
  /** How many events there are, each id once. */
  readonly count: number;
  /** A record with the fields' values, for rules the same as each of the events; JSON. */
  readonly text: string;
}

export interface CountsStatement {
  readonly text: string;
  recordOf(row: SqlRow): CountedRecord;
}

/**
 * The statement that counts candidates which are the same as far as some fields go. What rules say depends on the fields that
 * they read alone, so that the counts of their matches stay exact, however many candidates there are. Copies of an
 * event, which trails of an organisation and of its accounts both deliver, are counted once.
 */
export function selectCounts(request: CountsRequest): CountsStatement {
  const { table, fields, bucketSeconds } = request;
  const nodes = fields === 'whole' ? [...table.nodes.values()] : readNodes(table.nodes, fields);
  const reader = recordReader(nodes);
  const time = table.nodes.get('eventTime')?.sql ?? '';
  const buckets = bucketSeconds === undefined ? [] : [bucketSql(time, bucketSeconds)];
  const grouped = [...reader.columns, ...buckets];
  const groupBy = grouped.length === 0 ? '' : `\nGROUP BY ${grouped.map((_, index) => index + 1).join(', ')}`;
  return {
    text: `SELECT ${[...grouped, countSql(table)].join(', ')}\nFROM ${fromSql(request, nodes)}${groupBy}`,
    recordOf: (row) => ({
      bucketS: bucketSeconds === undefined ? undefined : Number(row[grouped.length - 1] ?? 0),
      count: Number(row[grouped.length]),
      text: reader.text(row),
    }),
  };
}

/** The candidates, with members that do not matter for a row left out of it. */
function fromSql(
  request: CountsRequest,
  nodes: ReadonlyArray<{ readonly name: string; readonly sql: string }>
): string {
  const { table, condition, gates } = request;
  const candidates = `${quotedTable(table.name)} AS events${whereSql(table, request, condition)}`;
  const needed = ['eventID', 'eventTime'].flatMap((name) => table.nodes.get(name) ?? []);
  const columns = new Map([...needed, ...nodes].map(({ name, sql }) => [columnOf(sql), gates?.get(name)]));
  if (![...columns.values()].some((gate) => gate !== undefined) || columns.has(undefined)) {
    return candidates;
  }
  const selected = [...columns].map(([column, gate]) =>
    gate === undefined ? column : `IF(${gate}, ${column}) AS ${column}`
  );
  return `(SELECT ${selected.join(', ')}\nFROM ${candidates}) AS events`;
}

/** The column that an expression begins with, as it is quoted there. */
function columnOf(sql: string): string | undefined {
  return /^"(?:[^"]|"")+"/.exec(sql)?.[0];
}

function countSql(table: TrailTable): string {
  const id = table.nodes.get('eventID')?.sql;
  const count = id === undefined ? 'count(*)' : `count(DISTINCT ${id}) + count_if(${id} IS NULL)`;
  return `CAST(${count} AS varchar)`;
}

function bucketSql(time: string, seconds: number): string {
  const second = `to_unixtime(try(from_iso8601_timestamp(${time})))`;
  return `CAST(CAST(floor(${second} / ${seconds}) AS bigint) * ${seconds} AS varchar)`;
}
