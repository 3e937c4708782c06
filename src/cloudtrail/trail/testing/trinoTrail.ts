import { loadTable, sharedRecords, type LoadOptions } from '../../../../tests/trino/loadTable';
import { trinoRows } from '../../../../tests/trino/server';
import type { Random } from '../../../sigma/fuzz/random';
import type { NarrowCondition } from '../narrow/condition';
import { selectEvents } from '../sql/selectEvents';
import { readTable, type TrailTable } from '../table/readTable';
import { TRAIL_COLUMNS, trinoType } from '../table/trailColumns';
import { describeTable } from '../trino/describe';
import type { SqlRow } from '../types';
import { mutatedEvent, trailEvent } from './randomTrail';

export type TrailEvent = Record<string, unknown>;

/** Real events where they are at hand. */
export function realEvents(): TrailEvent[] {
  return ['invictus-aws_dataset', 'stratus-red-team', 'otrf-security-datasets'].flatMap((file) =>
    (sharedRecords(`${file}.ndjson`) ?? []).map((text) => JSON.parse(text) as TrailEvent)
  );
}

/** Real events, changed ones and made-up ones, each with an id of its own and a time. */
export function manyEvents(random: Random, count: number): TrailEvent[] {
  const real = realEvents();
  return Array.from({ length: count }, (_, index) => {
    const made = real.length > 0 && random.chance(0.7) ? mutatedEvent(random, random.pick(real)) : trailEvent(random);
    const event = real[index] ?? made;
    return { ...event, eventTime: event.eventTime ?? '2023-07-10T11:42:36Z', eventID: `event-${index}` };
  });
}

/** A table of Trino with the columns of `sigtrail trail-ddl` over some events, described as a user's table is. */
export async function trinoTrail(
  name: string,
  events: readonly TrailEvent[],
  options: LoadOptions = {}
): Promise<TrailTable> {
  const columns = TRAIL_COLUMNS.map((column) => [column.name, trinoType(column.type)] as const);
  const table = await loadTable(
    name,
    events.map((event) => JSON.stringify(event)),
    { columns, ...options }
  );
  const query = async (statement: string) => ({ columns: [], rows: (await trinoRows(statement)) as SqlRow[] });
  return readTable(await describeTable(table, query), table);
}

/** All time that events have. */
export const ALL_TIME = { fromS: 0, toS: Date.parse('2100-01-01') / 1000, settleMinutes: 15 };

/** The records of a table put together again, by their event's id. */
export async function trinoRecords(
  table: TrailTable,
  condition: Pick<NarrowCondition, 'text'> = { text: 'TRUE' }
): Promise<Map<string, string>> {
  const { text, recordOf } = selectEvents({ table, condition, ...ALL_TIME });
  const rows = (await trinoRows(text)) as SqlRow[];
  return new Map(rows.map(recordOf).map((row) => [row.eventId, row.text ?? '']));
}
