import type { PlaceColumn } from '../table/partitions';
import type { TrailTable } from '../table/readTable';
import { dayConditions } from './dayRange';
import { sqlText } from './sqlText';

/** Which part of a trail is asked for. */
export interface TrailRange {
  /** Whole epoch seconds, half open, as the store's ranges are. Neither: all of the table, events without a time too. */
  readonly fromS?: number;
  readonly toS?: number;
  /** Events may be delivered so much later, into the next day's folder. */
  readonly settleMinutes: number;
  /** Only events of these; absent or empty: all. */
  readonly regions?: readonly string[];
  /** Account ids. */
  readonly accounts?: readonly string[];
}

/** WHERE with a range and a condition, a line each; empty where neither leaves anything out. */
export function whereSql(table: TrailTable, range: TrailRange, { text }: { readonly text: string }): string {
  const tests = [...rangeConditions(table, range), ...(text === 'TRUE' ? [] : [`(${text})`])];
  return tests.length === 0 ? '' : `\nWHERE ${tests.join('\n  AND ')}`;
}

/**
 * Conditions for the time of events, and for the partitions that they are delivered to. Times are compared as texts, in
 * the form that CloudTrail writes; fractions of a second would stand before the Z, so that the bounds have neither.
 */
export function rangeConditions(table: TrailTable, range: TrailRange): string[] {
  const { regions = [], accounts = [] } = range;
  return [
    ...timeConditions(table, range),
    ...among(table, 'awsRegion', table.partitions.region, regions),
    ...among(table, 'recipientAccountId', table.partitions.account, accounts),
  ];
}

/** The last second that a time of four-digit years can be. */
const END_OF_TIME_S = 253_402_300_799;

function timeConditions(table: TrailTable, range: TrailRange): string[] {
  if (range.fromS === undefined && range.toS === undefined) {
    return [];
  }
  const { fromS = 0, toS = END_OF_TIME_S, settleMinutes } = range;
  const time = table.nodes.get('eventTime')?.sql ?? '';
  const delivered = Math.min(Math.max(fromS, toS - 1) + settleMinutes * 60, END_OF_TIME_S);
  return [
    ...dayConditions(table.partitions, fromS, delivered),
    `${time} >= ${sqlText(isoSecond(fromS))}`,
    `${time} < ${sqlText(isoSecond(toS))}`,
  ];
}

/** A partition is named as the record's member is, so that both may be asked: one spares reading, one is sure. */
function among(
  table: TrailTable,
  member: string,
  partition: PlaceColumn | undefined,
  values: readonly string[]
): string[] {
  if (values.length === 0) {
    return [];
  }
  const literals = [...new Set(values)].sort().map(sqlText).join(', ');
  const column = table.nodes.get(member)?.sql;
  const test = (sql: string) => `${sql} IN (${literals})`;
  return [
    ...(partition === undefined
      ? []
      : [
          partition.isSure
            ? test(partition.sql)
            : `(${test(partition.sql)} OR NOT ${looksLike(member, partition.sql)})`,
        ]),
    ...(column === undefined || column === partition?.sql ? [] : [test(column)]),
  ];
}

/** Whether a text has the form of an account's id, or of a region's name. */
function looksLike(member: string, sql: string): string {
  return `regexp_like(${sql}, ${sqlText(member === 'awsRegion' ? '^[a-z]{2}(-[a-z]+)+-[0-9]$' : '^[0-9]{12}$')})`;
}

function isoSecond(timeS: number): string {
  return new Date(timeS * 1000).toISOString().slice(0, 19);
}
