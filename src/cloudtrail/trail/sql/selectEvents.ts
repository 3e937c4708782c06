import type { EventRow } from '../../store/types';
import type { NarrowCondition } from '../narrow/condition';
import { recordReader } from '../table/recordReader';
import type { TrailTable } from '../table/readTable';
import type { SqlRow } from '../types';
import { eventRow } from './eventRow';
import { whereSql, type TrailRange } from './rangeConditions';
import { quotedTable } from './tableName';

export interface EventsRequest extends TrailRange {
  readonly table: TrailTable;
  readonly condition: Pick<NarrowCondition, 'text'>;
  /** At most so many rows, the newest. Absent: all, in no order. Copies of an event count. */
  readonly limit?: number;
  /** Top-level members of the record that are read; absent: all. Those that every row needs come too. */
  readonly members?: readonly string[];
}

/** A statement that reads events, and how its rows are read. */
export interface EventsStatement {
  readonly text: string;
  /**
   * The event of a row. The same event may come in several rows: trails of an organisation and of its accounts overlap.
   * Keep the first with an `eventId`.
   */
  recordOf(row: SqlRow): EventRow;
}

/** Members that an event is known by. */
const NEEDED = ['eventID', 'eventTime', 'eventName', 'eventSource', 'recipientAccountId', 'awsRegion'];

/** The statement for candidates of a range. */
export function selectEvents(request: EventsRequest): EventsStatement {
  const { table, condition, limit, members } = request;
  const wanted = members && new Set([...members, ...NEEDED]);
  const nodes = [...table.nodes.values()].filter(({ name }) => wanted?.has(name) ?? true);
  const reader = recordReader(nodes);
  const order = limit === undefined ? '' : `\nORDER BY ${timeSql(table)} DESC\nLIMIT ${Math.max(0, Math.floor(limit))}`;
  return {
    text: `SELECT ${reader.columns.join(', ')}\nFROM ${quotedTable(table.name)} AS events${whereSql(table, request, condition)}${order}`,
    recordOf: (row) => eventRow(reader, row),
  };
}

function timeSql(table: TrailTable): string {
  return table.nodes.get('eventTime')?.sql ?? '';
}
