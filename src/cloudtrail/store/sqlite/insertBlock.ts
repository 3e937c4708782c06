import type { DatabaseSync } from 'node:sqlite';
import { packBlock } from '../block/packBlock';
import type { EventRow } from '../types';
import { segmentId } from './segments';

/** What a block keeps of an event. */
export type BlockRow = Omit<EventRow, 'account' | 'region'>;

/** What is known about a block without unpacking anything. */
export interface BlockInfo {
  readonly id: number;
  readonly oldestMs: number;
  readonly newestMs: number;
  readonly events: number;
  /** Events without a readable record. */
  readonly unreadable: number;
  readonly bytes: number;
}

/** Packs rows, which are in order of time, into a block of the place with that number. */
export function insertBlock(database: DatabaseSync, place: number, rows: readonly BlockRow[]): BlockInfo {
  const { index, envelopes, ids, segments } = packBlock(rows);
  const [oldestMs, newestMs] = [rows[0].timeMs, rows[rows.length - 1].timeMs];
  const bytes = [index, envelopes, ids, ...segments].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const unreadable = rows.filter(({ text }) => text === null).length;
  const { lastInsertRowid } = database
    .prepare(
      'INSERT INTO block (place, oldest_ms, newest_ms, events, unreadable, bytes, columns, envelopes, ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
    )
    .run(place, oldestMs, newestMs, rows.length, unreadable, bytes, index, envelopes, ids);
  const id = Number(lastInsertRowid);
  const insert = database.prepare('INSERT INTO segment (id, records) VALUES (?, ?)');
  segments.forEach((records, number) => insert.run(segmentId(id, number), records));
  return { id, oldestMs, newestMs, events: rows.length, unreadable, bytes };
}
