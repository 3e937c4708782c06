import type { NarrowCondition } from '../narrow/condition';
import type { Distinctions } from '../table/distinctions';
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
  /** Absent: every value of the fields tells events apart; see distinctionsOf. */
  readonly distinctions?: Distinctions;
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
 * event, which trails of an organisation and of its accounts both deliver, are counted once: they are numbered as they
 * come, which takes the engine far less memory than telling different ids of each group apart.
 */
export function selectCounts(request: CountsRequest): CountsStatement {
  const { table, condition, fields, distinctions, bucketSeconds } = request;
  const nodes = fields === 'whole' ? [...table.nodes.values()] : readNodes(table.nodes, fields);
  const reader = recordReader(nodes, distinctions);
  const time = table.nodes.get('eventTime')?.sql ?? '';
  const grouped = [...reader.columns, ...(bucketSeconds === undefined ? [] : [bucketSql(time, bucketSeconds)])];
  const names = grouped.map((_, index) => `c${index + 1}`);
  const id = table.nodes.get('eventID')?.sql;
  const numbered =
    id === undefined ? [] : [`${id} IS NULL AS nameless`, `row_number() OVER (PARTITION BY ${id}) AS copy`];
  const inner = [...grouped.map((sql, index) => `${sql} AS ${names[index]}`), ...numbered];
  const from = `${quotedTable(table.name)} AS events${whereSql(table, request, condition)}`;
  const text = [
    `SELECT ${[...names, 'CAST(count(*) AS varchar)'].join(', ')}`,
    inner.length === 0 ? `FROM ${from}` : `FROM (SELECT ${inner.join(', ')}\nFROM ${from}) AS candidates`,
    ...(id === undefined ? [] : ['WHERE copy = 1 OR nameless']),
    ...(names.length === 0 ? [] : [`GROUP BY ${names.join(', ')}`]),
  ].join('\n');
  return {
    text,
    recordOf: (row) => ({
      bucketS: bucketSeconds === undefined ? undefined : Number(row[grouped.length - 1] ?? 0),
      count: Number(row[grouped.length]),
      text: reader.text(row),
    }),
  };
}

function bucketSql(time: string, seconds: number): string {
  const second = `to_unixtime(try(from_iso8601_timestamp(${time})))`;
  return `CAST(CAST(floor(${second} / ${seconds}) AS bigint) * ${seconds} AS varchar)`;
}
