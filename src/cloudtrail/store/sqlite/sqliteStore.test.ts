import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { SETTLED, withSegment, type Segment } from '../coverage';
import { readRows } from '../readRows';
import { StoreError } from '../storeError';
import type { EventRow, EventStore, Place } from '../types';
import { openDatabase, openMemoryDatabase } from './database';
import { SqliteEventStore, type SqliteStoreOptions } from './sqliteStore';

const PLACE: Place = { account: '111111111111', region: 'eu-central-1' };
const OPTIONS: SqliteStoreOptions = { settleSeconds: 900, retentionDays: 90, maxBytes: 1e9, unseenMs: 0 };

let folder: string;
let file: string;
const opened: SqliteEventStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-store-'));
  file = path.join(folder, 'store', 'events.db');
});
afterEach(() => {
  opened.splice(0).forEach((store) => store.close());
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Partial<SqliteStoreOptions> = {}): SqliteEventStore {
  const store = new SqliteEventStore(openDatabase(file).database, { ...OPTIONS, ...options });
  opened.push(store);
  return store;
}

function row(
  id: string,
  atS: number,
  text: string | null = JSON.stringify({ eventID: id, note: 'ümlaut €😀' })
): EventRow {
  return {
    ...PLACE,
    eventId: id,
    timeMs: atS * 1000,
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    readOnly: false,
    username: 'alice',
    accessKeyId: 'AKIA',
    resources: [{ type: 'T', name: 'n' }],
    text,
  };
}
/** Rows as plain objects, newest first: the store's read their record when asked. */
function plain(store: EventStore, fromS = 0, toS = 1e9): EventRow[] {
  const found = readRows(store.parts(PLACE, fromS, toS), fromS, toS);
  return Array.from(found, ({ open: part, index }) => ({ ...part.row(index) }));
}
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => row(`e${from + index}`, from + index));

describe('SqliteEventStore', () => {
  it('gives back rows as they came, recent and packed, also after it was closed', () => {
    const store = open();
    const all = [...rows(1, 2500), row('broken', 2600, null)];
    for (let at = 0; at < all.length; at += 50) {
      store.add(PLACE, all.slice(at, at + 50));
    }
    const expected = [...all].reverse();
    expect(plain(store)).toEqual(expected);
    store.cover(PLACE, undefined, { from: 0, to: 2600, asOf: 10_000 });
    opened.splice(0).forEach((each) => each.close());

    const again = open();
    expect(plain(again)).toEqual(expected);
    expect(again.coverage(PLACE, undefined)).toEqual([{ from: 0, to: 2600, asOf: SETTLED }]);
    expect(again.stats()).toMatchObject({ events: 2501, oldestMs: 1000, newestMs: 2600_000 });
  });

  it('holds each event once and covers what it was told, whatever comes in whatever order', () => {
    const page = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 60 })), {
      maxLength: 60,
    });
    const segment = fc.record({
      from: fc.integer({ min: 0, max: 60 }),
      to: fc.integer({ min: 0, max: 70 }),
      asOf: fc.integer({ min: 0, max: 2000 }),
    });
    let run = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(page, segment), { maxLength: 20 }),
        fc.integer({ min: 0, max: 60 }),
        (steps, from) => {
          file = path.join(folder, `run${++run}.db`);
          const sqlite = open();
          const expected = new Map<string, EventRow>();
          let covered: Segment[] = [];
          // An event's time never changes.
          const times = new Map<number, number>();
          for (const step of steps) {
            if (Array.isArray(step)) {
              const events = step.map(([id, time]) => {
                times.set(id, times.get(id) ?? time);
                return row(`e${id}`, times.get(id) ?? 0);
              });
              const before = expected.size;
              events.forEach((event) => expected.set(event.eventId, expected.get(event.eventId) ?? event));
              expect(sqlite.add(PLACE, events)).toBe(expected.size - before);
            } else {
              sqlite.cover(PLACE, undefined, step);
              covered = withSegment(covered, step, OPTIONS.settleSeconds);
            }
          }
          const inRange = [...expected.values()].filter(
            ({ timeMs }) => timeMs >= from * 1000 && timeMs < (from + 30) * 1000
          );
          const byId = (a: EventRow, b: EventRow) => (a.eventId < b.eventId ? -1 : 1);
          const found = plain(sqlite, from, from + 30);
          expect([...found].sort(byId)).toEqual([...inRange].sort(byId));
          expect(found.map(({ timeMs }) => timeMs)).toEqual(inRange.map(({ timeMs }) => timeMs).sort((a, b) => b - a));
          expect(sqlite.coverage(PLACE, undefined)).toEqual(covered);
        }
      ),
      { numRuns: 40 }
    );
  });

  it('takes the record of an event that came without one before', () => {
    const store = open();
    store.add(PLACE, [row('garbled', 5, null), row('whole', 6)]);
    expect(store.add(PLACE, [row('garbled', 5), row('whole', 6, null)])).toBe(0);
    expect(plain(store)).toEqual([row('whole', 6), row('garbled', 5)]);
    opened.splice(0).forEach((each) => each.close());
    expect(plain(open())).toEqual([row('whole', 6), row('garbled', 5)]);
  });

  it('is safe when two processes have it open: each sees the other’s changes, and no event is held twice', () => {
    const [one, two] = [open(), open()];
    one.add(PLACE, rows(1, 600));
    expect(two.add(PLACE, rows(300, 600))).toBe(299);
    one.add(PLACE, rows(800, 700));
    two.cover(PLACE, undefined, { from: 0, to: 10, asOf: 5 });
    expect(plain(one).map(({ eventId }) => eventId)).toEqual(
      rows(1, 1499)
        .map(({ eventId }) => eventId)
        .reverse()
    );
    expect(plain(two)).toEqual(plain(one));
    expect(one.coverage(PLACE, undefined)).toEqual([{ from: 0, to: 10, asOf: 5 }]);
  });

  it('holds what it says it covers after a process was killed in the middle of writing', () => {
    // Writes event n, then covers up to n, over and over, until it is killed.
    const script = `
      const { DatabaseSync } = require('node:sqlite');
      const database = new DatabaseSync(${JSON.stringify(file)});
      database.exec('PRAGMA busy_timeout = 5000');
      database.exec("INSERT OR IGNORE INTO place VALUES (1, '${PLACE.account}', '${PLACE.region}')");
      for (let n = 0; ; n++) {
        database.exec('BEGIN IMMEDIATE');
        database.prepare('INSERT INTO recent VALUES (1, ?, ?, ?, ?)').run('k' + n, n * 1000, JSON.stringify({ eventName: 'X', eventSource: 'x' }), '{}');
        database.exec('COMMIT');
        database.exec('BEGIN IMMEDIATE');
        database.exec('DELETE FROM coverage');
        database.prepare('INSERT INTO coverage VALUES (1, ?, 0, ?, 1)').run('everything', n + 1);
        database.exec('COMMIT');
      }`;
    open();
    spawnSync(process.execPath, ['-e', script], { timeout: 700, killSignal: 'SIGKILL', stdio: 'ignore' });
    const store = open();
    const [{ to }] = store.coverage(PLACE, undefined);
    expect(to).toBeGreaterThan(0);
    const ids = plain(store).map(({ eventId }) => eventId);
    for (let n = 0; n < to; n++) {
      expect(ids).toContain(`k${n}`);
    }
  });

  it('drops what is beyond the retention, with its coverage', () => {
    const store = open({ retentionDays: 1 });
    store.add(PLACE, rows(1, 1000));
    store.add(PLACE, rows(200_000, 10));
    store.cover(PLACE, undefined, { from: 0, to: 200_010, asOf: 1e8 });
    store.prune(200_100_000);
    expect(plain(store)).toHaveLength(10);
    expect(store.coverage(PLACE, undefined)[0].from).toBe(200_100 - 86_400);
  });

  it('stays near its size by dropping the oldest, with their coverage', () => {
    const store = open({ maxBytes: 5_000_000 });
    // Text that does not compress.
    let seed = 1;
    const noise = () =>
      Array.from({ length: 300 }, () => (seed = (seed * 48_271) % 2_147_483_647).toString(36)).join('');
    for (let at = 0; at < 6000; at += 50) {
      store.add(
        PLACE,
        rows(at, 50).map((each) => ({ ...each, text: JSON.stringify(noise()) }))
      );
      store.cover(PLACE, undefined, { from: at, to: at + 50, asOf: 1e8 });
      store.prune(1e7);
    }
    // Up to a block's worth of recent events comes on top.
    expect(store.stats().bytes).toBeLessThan(7_500_000);
    const held = plain(store);
    expect(held[0].eventId).toBe('e5999');
    expect(held.length).toBeLessThan(4000);
    // Nothing is called covered that is gone.
    const covered = store.coverage(PLACE, undefined)[0].from;
    expect(held.map(({ timeMs }) => timeMs / 1000)).toEqual(expect.arrayContaining([covered]));
  });

  it('drops a damaged block with what it covers, and keeps the rest', () => {
    const store = open();
    for (const at of [1, 1001, 2001]) {
      store.add(PLACE, rows(at, 1000));
    }
    store.cover(PLACE, undefined, { from: 0, to: 4000, asOf: 1e8 });
    opened.splice(0).forEach((each) => each.close());
    const { database } = openDatabase(file);
    const { columns } = database.prepare('SELECT columns FROM block WHERE id = 2').get() as { columns: Uint8Array };
    columns[columns.length >> 1] ^= 0x10;
    database.prepare('UPDATE block SET columns = ? WHERE id = 2').run(columns);
    database.close();

    const again = open();
    expect(() => plain(again)).toThrow(/damaged and are looked up again/);
    expect(plain(again)).toHaveLength(2000);
    expect(again.coverage(PLACE, undefined)).toEqual([
      { from: 0, to: 1001, asOf: SETTLED },
      { from: 2001, to: 4000, asOf: SETTLED },
    ]);
    expect(again.notes()).toEqual([expect.stringMatching(/1000 events of account .* were damaged/)]);
  });

  it('drops a block whose ids are damaged when events of its time come in, and takes them', () => {
    const store = open();
    store.add(PLACE, rows(1, 1000));
    store.add(PLACE, rows(1001, 1000));
    store.cover(PLACE, undefined, { from: 0, to: 2001, asOf: 1e8 });
    opened.splice(0).forEach((each) => each.close());
    const { database } = openDatabase(file);
    database.exec("UPDATE block SET ids = x'00ff00' WHERE id = 1");
    database.close();

    const again = open();
    expect(again.add(PLACE, rows(1, 500))).toBe(500);
    expect(plain(again).reverse()).toEqual([...rows(1, 500), ...rows(1001, 1000)]);
    expect(again.coverage(PLACE, undefined)).toEqual([
      { from: 0, to: 1, asOf: SETTLED },
      { from: 1001, to: 2001, asOf: SETTLED },
    ]);
    expect(again.notes()).toHaveLength(1);
  });

  it('keeps in memory what no file is given for', () => {
    const store = new SqliteEventStore(openMemoryDatabase(), OPTIONS);
    opened.push(store);
    store.add(PLACE, rows(1, 1500));
    expect(plain(store)).toHaveLength(1500);
  });

  it('keeps its folder and files private', () => {
    const store = open();
    store.add(PLACE, rows(1, 10));
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(path.dirname(file))) {
      expect(statSync(path.join(path.dirname(file), name)).mode & 0o077).toBe(0);
    }
  });
});

describe('openDatabase', () => {
  it('sets a damaged file aside and starts anew', () => {
    openDatabase(file).database.close();
    writeFileSync(file, 'this is no database, and long enough to be looked at as one '.repeat(20));
    const { database, notes } = openDatabase(file);
    expect(notes[0]).toMatch(/damaged; it was moved to .*\.damaged-/);
    database.close();
    expect(readdirSync(path.dirname(file)).some((name) => name.includes('.damaged-'))).toBe(true);
  });

  it('refuses the file of a newer version', () => {
    const { database } = openDatabase(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(() => openDatabase(file)).toThrow(StoreError);
    expect(() => openDatabase(file)).toThrow(/newer version/);
  });

  it('says what to do where the folder cannot be written', () => {
    writeFileSync(path.join(folder, 'plain'), '');
    expect(() => openDatabase(path.join(folder, 'plain', 'x', 'events.db'))).toThrow(/Set storePath to a folder/);
  });
});
