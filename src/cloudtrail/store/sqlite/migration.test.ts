import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { bundleBackfill, startTask } from '../../testing/startTask';
import { SETTLED } from '../coverage';
import { readRows } from '../readRows';
import type { EventRow, Place } from '../types';
import { openDatabase } from './database';
import { MIGRATIONS } from './schema';
import { SqliteEventStore } from './sqliteStore';

const PLACES: readonly Place[] = [
  { account: '111111111111', region: 'eu-central-1' },
  { account: '222222222222', region: 'us-east-1' },
];
const BLOCKS = 10;
const BLOCK_EVENTS = 1000;
const RECENT = 40;
const EVENTS = BLOCKS * BLOCK_EVENTS + RECENT;
const OPTIONS = { settleSeconds: 900, retentionDays: 90, maxBytes: 1e9 };

let folder: string;
let former: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-migration-'));
  former = path.join(folder, 'former.db');
  writeFormer(former);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every kind of event that files of version 1 could hold. */
function row(place: Place, index: number): EventRow {
  return {
    ...place,
    eventId: `e${index}`,
    timeMs: 1.78e12 + index * 1000,
    eventName: `Name${index % 50}`,
    eventSource: 'iam.amazonaws.com',
    ...(index % 3 === 0 ? {} : { readOnly: index % 3 === 1 }),
    ...(index % 4 === 0 ? {} : { username: `user ${index % 7} ü` }),
    ...(index % 5 === 0 ? {} : { accessKeyId: 'AKIA' }),
    ...(index % 6 === 0 ? {} : { resources: [{ type: 'T', name: `n${index}` }] }),
    text: index % 101 === 0 ? null : JSON.stringify({ eventID: `e${index}`, note: `€😀 ${Math.sin(index)}`.repeat(3) }),
  };
}

function envelopeOf(event: EventRow): unknown[] {
  const { eventId, timeMs, eventName, eventSource, readOnly, username, accessKeyId, resources } = event;
  const optional = [readOnly, username, accessKeyId, resources].map((value) => value ?? null);
  return [eventId, timeMs, eventName, eventSource, ...optional];
}

/** A file as version 1 wrote it: see formerBlock.ts. */
function writeFormer(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; BEGIN');
  MIGRATIONS[0](database);
  database.exec('PRAGMA user_version = 1');
  const block = database.prepare('INSERT INTO block VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)');
  const recent = database.prepare('INSERT INTO recent VALUES (?, ?, ?, ?, ?)');
  PLACES.forEach((place, index) => {
    const id = index + 1;
    database.prepare('INSERT INTO place VALUES (?, ?, ?)').run(id, place.account, place.region);
    for (let number = 0; number < BLOCKS; number++) {
      const rows = Array.from({ length: BLOCK_EVENTS }, (_, at) => row(place, number * BLOCK_EVENTS + at));
      const lengths = JSON.stringify(rows.map(({ text }) => text?.length ?? null));
      const envelopes = zstdCompressSync(JSON.stringify(rows.map(envelopeOf)));
      const records = zstdCompressSync(`${lengths}\n${rows.map(({ text }) => text ?? '').join('')}`);
      const bytes = envelopes.length + records.length;
      block.run(id, rows[0].timeMs, rows[BLOCK_EVENTS - 1].timeMs, BLOCK_EVENTS, bytes, envelopes, records);
    }
    for (let at = BLOCKS * BLOCK_EVENTS; at < EVENTS; at++) {
      const event = row(place, at);
      recent.run(id, event.eventId, event.timeMs, JSON.stringify(envelopeOf(event)), event.text);
    }
    database
      .prepare('INSERT INTO coverage VALUES (?, ?, ?, ?, ?)')
      .run(id, 'everything', 1.78e9, 1.78e9 + EVENTS, SETTLED);
  });
  database.exec('COMMIT');
  database.close();
}

function copy(name: string): string {
  const file = path.join(folder, name, 'events.db');
  mkdirSync(path.dirname(file));
  copyFileSync(former, file);
  return file;
}

function versionOf(file: string): number {
  const database = new DatabaseSync(file);
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  database.close();
  return version;
}

/** Opens (and migrates) the file, and finds everything in it once. */
function expectAll(file: string): void {
  const { database, notes } = openDatabase(file);
  expect(notes).toEqual([]);
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const store = new SqliteEventStore(database, OPTIONS);
  for (const place of PLACES) {
    const held = Array.from(readRows(store.parts(place, 0, 1e10), 0, 1e10), ({ open, index }) => ({
      ...open.row(index),
    }));
    expect(held.reverse()).toEqual(Array.from({ length: EVENTS }, (_, index) => row(place, index)));
    expect(store.coverage(place, undefined)).toEqual([{ from: 1.78e9, to: 1.78e9 + EVENTS, asOf: SETTLED }]);
  }
  store.close();
  expect(versionOf(file)).toBe(MIGRATIONS.length);
}

describe('migration from version 1', () => {
  it('keeps every event, its envelope and what is covered', () => {
    expectAll(copy('whole'));
  });

  it('knows the events again when they are looked up once more', () => {
    const store = new SqliteEventStore(openDatabase(copy('again')).database, OPTIONS);
    expect(store.add(PLACES[0], [row(PLACES[0], 5), row(PLACES[0], EVENTS - 1), row(PLACES[0], EVENTS)])).toBe(1);
    store.close();
  });

  it('begins anew after it was killed in the middle', async () => {
    const script = bundleBackfill(folder);
    const task = { only: 'open', events: 0, latencyMs: 0 } as const;
    const whole = await startTask(script, { ...task, file: copy('timed') });
    const tookMs = whole?.tookMs ?? 0;
    let inTheMiddle = 0;
    for (let attempt = 0; inTheMiddle < 2; attempt++) {
      expect(attempt).toBeLessThan(20);
      const file = copy(`killed-${attempt}`);
      const end = await startTask(script, { ...task, file }, tookMs * (0.1 + 0.7 * Math.random()));
      inTheMiddle += end === undefined && versionOf(file) === 1 ? 1 : 0;
      expectAll(file);
    }
  }, 60_000);

  it('is done once when two processes open the file at the same time', async () => {
    const script = bundleBackfill(folder);
    const file = copy('two');
    const task = { file, only: 'open', events: 0, latencyMs: 0 } as const;
    const ends = await Promise.all([startTask(script, task), startTask(script, task)]);
    expect(ends).toEqual([expect.objectContaining({ notes: [] }), expect.objectContaining({ notes: [] })]);
    expectAll(file);
  }, 30_000);
});
