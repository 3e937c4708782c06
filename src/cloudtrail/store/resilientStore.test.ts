import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SETTLED } from './coverage';
import { readRows } from './readRows';
import { ResilientStore } from './resilientStore';
import { openDatabase } from './sqlite/database';
import type { EventRow, EventStore, Place } from './types';

const PLACE: Place = { account: '111111111111', region: 'eu-central-1' };
const OTHER: Place = { account: '111111111111', region: 'us-east-1' };
const FULL = /disk of the event store is full .*kept in memory until there is room/;

let folder: string;
let file: string;
let nowMs: number;
let database: DatabaseSync;
let stores: ResilientStore[];
let heard: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-resilient-'));
  file = path.join(folder, 'store', 'events.db');
  nowMs = 1e9;
  stores = [];
  heard = [];
});
afterEach(() => {
  stores.forEach((store) => store.close());
  rmSync(folder, { recursive: true, force: true });
});

function open(): ResilientStore {
  const store = new ResilientStore({
    file,
    settleSeconds: 900,
    retentionDays: 90,
    maxBytes: 1e9,
    memoryBytes: 1e8,
    now: () => nowMs,
    onNote: (note) => heard.push(note),
    open: (name) => {
      const opened = openDatabase(name);
      database = opened.database;
      return opened;
    },
  });
  stores.push(store);
  return store;
}

/** Lets the file grow by so many pages of 4 KB, no more: SQLite itself says then that the disk is full. */
function limitDisk(pages: number): void {
  const { page_count: count } = database.prepare('PRAGMA page_count').get() as { page_count: number };
  database.exec(`PRAGMA max_page_count = ${count + pages}`);
}
function makeRoom(): void {
  database.exec('PRAGMA max_page_count = 1000000');
}

function inFile(): number {
  const sql = 'SELECT (SELECT count(*) FROM recent) + coalesce((SELECT sum(events) FROM block), 0) AS events';
  return (database.prepare(sql).get() as { events: number }).events;
}

/** Overwrites the middle of the file, as a failing disk would. */
function damage(): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  const noise = Buffer.alloc(size - 4096, 0x5a);
  writeSync(handle, noise, 0, noise.length, 4096);
  closeSync(handle);
  // What SQLite has read before it need not read again.
  database.exec('PRAGMA shrink_memory');
}

function rows(from: number, count: number, place = PLACE): EventRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...place,
    eventId: `e${from + index}`,
    timeMs: (from + index) * 1000,
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    text: JSON.stringify({
      eventID: `e${from + index}`,
      note: Math.sin(from + index)
        .toString(36)
        .repeat(4),
    }),
  }));
}
/** Adds in pages and covers what was added, as the collector does. */
function fetched(store: EventStore, from: number, count: number, place = PLACE): void {
  for (let at = from; at < from + count; at += 50) {
    store.add(place, rows(at, Math.min(50, from + count - at), place));
  }
  store.cover(place, undefined, { from, to: from + count, asOf: 1e8 });
}
function held(store: EventStore, place = PLACE): EventRow[] {
  return Array.from(readRows(store.parts(place, 0, 1e9), 0, 1e9), ({ open: part, index }) => ({
    ...part.row(index),
  })).reverse();
}
function everything(store: EventStore, from: number, count: number, place = PLACE): void {
  expect(held(store, place)).toEqual(rows(from, count, place));
  expect(store.coverage(place, undefined)).toEqual([{ from, to: from + count, asOf: SETTLED }]);
}
/** The file alone, as the next process finds it. */
function reopened(): EventStore {
  stores.splice(0).forEach((store) => store.close());
  return open();
}

describe('ResilientStore, the disk full', () => {
  it('answers from the file and from memory together, and says so', () => {
    const store = open();
    fetched(store, 0, 1500);
    limitDisk(5);
    fetched(store, 1500, 2500);
    everything(store, 0, 4000);
    expect(store.stats()).toMatchObject({ events: 4000, oldestMs: 0, newestMs: 3_999_000 });
    expect(store.places()).toEqual([expect.objectContaining({ ...PLACE, events: 4000 })]);
    expect(store.notes()).toEqual([expect.stringMatching(FULL)]);
    expect(heard).toHaveLength(1);
  });

  it('adds no event to memory that the file has, and counts what is new', () => {
    const store = open();
    fetched(store, 0, 1500);
    limitDisk(0);
    expect(store.add(PLACE, rows(1400, 2000))).toBe(1900);
    expect(store.add(PLACE, rows(900, 2000))).toBe(0);
    expect(held(store)).toEqual(rows(0, 3400));
  });

  it('moves all to the file when there is room again, in steps, nothing lost and nothing twice at any of them', () => {
    const store = open();
    fetched(store, 0, 1200);
    limitDisk(3);
    fetched(store, 1200, 6300);
    fetched(store, 0, 70, OTHER);
    makeRoom();
    nowMs += 29_000;
    store.prune(nowMs);
    expect(store.notes()).toHaveLength(1);
    nowMs += 2_000;
    for (let step = 0; step < 6; step++) {
      store.prune(nowMs);
      everything(store, 0, 7500);
      everything(store, 0, 70, OTHER);
      expect(store.stats().events).toBe(7570);
    }
    expect(store.notes()).toEqual([]);
    const next = reopened();
    everything(next, 0, 7500);
    everything(next, 0, 70, OTHER);
  });

  it('goes on in memory when the disk is full again in the middle of moving', () => {
    const store = open();
    fetched(store, 0, 100);
    limitDisk(0);
    fetched(store, 100, 2400);
    fetched(store, 0, 70, OTHER);
    const seen = new Set<number>();
    for (let pages = 0; store.notes().length > 0 && pages < 400; pages += 5) {
      limitDisk(pages);
      nowMs += 31_000;
      store.prune(nowMs);
      seen.add(inFile());
      everything(store, 0, 2500);
      everything(store, 0, 70, OTHER);
    }
    expect(seen.size).toBeGreaterThan(1);
    makeRoom();
    for (let step = 0; step < 6; step++) {
      nowMs += 31_000;
      store.prune(nowMs);
    }
    const next = reopened();
    everything(next, 0, 2500);
    everything(next, 0, 70, OTHER);
  });

  it('leaves a file that covers only what it holds, whenever the process ends', () => {
    const store = open();
    fetched(store, 0, 300);
    limitDisk(4);
    fetched(store, 300, 2500);
    const next = reopened();
    expect(next.coverage(PLACE, undefined)).toEqual([{ from: 0, to: 300, asOf: SETTLED }]);
    expect(held(next).slice(0, 300)).toEqual(rows(0, 300));
  });
});

describe('ResilientStore, a file that cannot be written', () => {
  it('does the same', () => {
    const store = open();
    fetched(store, 0, 100);
    database.exec('PRAGMA query_only = 1');
    fetched(store, 100, 100);
    expect(store.notes()).toEqual([expect.stringMatching(/is read-only: events are kept in memory/)]);
    everything(store, 0, 200);
    database.exec('PRAGMA query_only = 0');
    nowMs += 31_000;
    fetched(store, 200, 100);
    expect(store.notes()).toEqual([]);
    everything(reopened(), 0, 300);
  });

  it('begins in memory where it cannot be opened, and moves to the file once it can', () => {
    writeFileSync(path.join(folder, 'store'), '');
    const store = open();
    fetched(store, 0, 3200);
    expect(store.notes()).toEqual([expect.stringMatching(/cannot be written: .* Set storePath .*in memory only/)]);
    rmSync(path.join(folder, 'store'));
    mkdirSync(path.join(folder, 'store'));
    nowMs += 31_000;
    for (let step = 0; step < 4; step++) {
      store.prune(nowMs);
      everything(store, 0, 3200);
    }
    expect(store.notes()).toEqual([]);
    everything(reopened(), 0, 3200);
  });
});

describe('ResilientStore, a damaged file', () => {
  const MOVED = /damaged; it was moved to .*\.damaged-.* fetched anew/;

  it('is set aside when it is written to, and the call is done on a new one', () => {
    const store = open();
    fetched(store, 0, 2500);
    damage();
    fetched(store, 2500, 50);
    everything(store, 2500, 50);
    expect(store.notes()).toEqual([expect.stringMatching(MOVED)]);
    expect(readdirSync(path.dirname(file)).some((name) => name.includes('.damaged-'))).toBe(true);
    everything(reopened(), 2500, 50);
  });

  it('is set aside when a block is read, and covers nothing from then on', () => {
    fetched(open(), 0, 2500);
    const store = reopened();
    const parts = store.parts(PLACE, 0, 1e9);
    damage();
    expect(() => parts.map((part) => part.open())).toThrow(/Run the query again/);
    expect(store.coverage(PLACE, undefined)).toEqual([]);
    expect(() => parts[1].open()).toThrow(/Run the query again/);
    fetched(store, 0, 2500);
    everything(store, 0, 2500);
    expect(store.notes()).toEqual([expect.stringMatching(MOVED)]);
  });

  it('does not take with it what memory holds, which covers nothing alone', () => {
    const store = open();
    fetched(store, 0, 1500);
    limitDisk(0);
    fetched(store, 1400, 1600);
    damage();
    expect(() => held(store)).toThrow(/Run the query again/);
    expect(store.coverage(PLACE, undefined)).toEqual([]);
    const kept = held(store);
    expect(kept.length).toBeGreaterThan(900);
    expect(kept).toEqual(rows(3000 - kept.length, kept.length));
    fetched(store, 0, 3000);
    everything(store, 0, 3000);
  });

  it('is not covered anew by lookups that were sent before, whose first pages are gone', () => {
    const store = open();
    fetched(store, 0, 2500);
    damage();
    // Known already, so the file is not written to; the damage shows when the range is covered.
    store.add(PLACE, rows(0, 50));
    store.cover(PLACE, undefined, { from: 0, to: 2500, asOf: nowMs / 1000 - 5 });
    expect(store.notes()).toEqual([expect.stringMatching(MOVED)]);
    expect(store.coverage(PLACE, undefined)).toEqual([]);
    store.add(PLACE, rows(2000, 50));
    store.cover(PLACE, undefined, { from: 0, to: 2500, asOf: nowMs / 1000 });
    expect(store.coverage(PLACE, undefined)).toEqual([]);

    nowMs += 1000;
    fetched(store, 0, 2500);
    everything(store, 0, 2500);
  });

  it('is told for an hour', () => {
    const store = open();
    fetched(store, 0, 2500);
    damage();
    fetched(store, 0, 50);
    nowMs += 3_599_000;
    expect(store.notes()).toHaveLength(1);
    nowMs += 2_000;
    expect(store.notes()).toEqual([]);
  });

  it('is left alone where another process has set it aside already', () => {
    const [one, two] = [open(), open()];
    fetched(one, 0, 2500);
    damage();
    fetched(one, 0, 50);
    fetched(two, 50, 50);
    everything(two, 0, 100);
    expect(readdirSync(path.dirname(file)).filter((name) => /damaged-[^.]*Z$/.test(name))).toHaveLength(1);
  });
});
