import type { NarrowCondition } from '../narrow/condition';
import { ALL_VALUES, type Distinctions } from '../table/distinctions';
import { readNodes } from '../table/readNodes';
import { recordReader } from '../table/recordReader';
import type { TrailTable } from '../table/readTable';
import type { SqlRow } from '../types';
import { whereSql, type TrailRange } from './rangeConditions';
import { sqlName } from './sqlText';
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
  const { table, condition, fields, distinctions = ALL_VALUES, bucketSeconds } = request;
  const nodes = fields === 'whole' ? [...table.nodes.values()] : readNodes(table.nodes, fields);
  const inner: string[] = [];
  const select = (path: string, sql: string): string => {
    const name = sqlName(path);
    inner.push(`${sql} AS ${name}`);
    return name;
  };
  const reader = recordReader(nodes, {
    select: (path, sql) => select(path || 'structs', distinctions.select(path, sql)),
    showsStruct: (path) => distinctions.showsStruct(path),
  });
  const time = table.nodes.get('eventTime')?.sql ?? '';
  const buckets = bucketSeconds === undefined ? [] : [select('bucket', bucketSql(time, bucketSeconds))];
  const grouped = [...reader.columns, ...buckets];
  const id = table.nodes.get('eventID')?.sql;
  if (id !== undefined) {
    inner.push(`${id} IS NULL AS nameless`, `row_number() OVER (PARTITION BY ${id}) AS copy`);
  }
  const from = `${quotedTable(table.name)} AS events${whereSql(table, request, condition)}`;
  const text = [
    `SELECT ${[...grouped, 'CAST(count(*) AS varchar) AS events'].join(', ')}`,
    inner.length === 0 ? `FROM ${from}` : `FROM (SELECT ${inner.join(', ')}\nFROM ${from}) AS candidates`,
    ...(id === undefined ? [] : ['WHERE copy = 1 OR nameless']),
    ...(grouped.length === 0 ? [] : [`GROUP BY ${grouped.map((_, index) => index + 1).join(', ')}`]),
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
