import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BackfillDone, BackfillTask } from '../testing/backfill';
import { bundleBackfill, startTask } from '../testing/startTask';
import { readRows } from './readRows';
import { openDatabase } from './sqlite/database';
import { SqliteEventStore } from './sqlite/sqliteStore';
import type { Place } from './types';

const PLACE: Place = { account: '111111111111', region: 'eu-central-1' };
const EVENTS = 20_000;
const PAGES = EVENTS / 50;

let folder: string;
let script: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-killed-'));
  script = bundleBackfill(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(task: Partial<BackfillTask>, killAfterMs?: number): Promise<BackfillDone | undefined> {
  return startTask(script, { file, events: EVENTS, latencyMs: 0, ...task }, killAfterMs);
}

/** What the file holds, as a new process finds it: whole, every event once. */
function expectEvents(expected: readonly string[]): SqliteEventStore {
  const { database, notes } = openDatabase(file);
  expect(notes).toEqual([]);
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const store = new SqliteEventStore(database, { settleSeconds: 900, retentionDays: 90, maxBytes: 1e9 });
  const held = Array.from(readRows(store.parts(PLACE, 0, 1e11), 0, 1e11), ({ open, index }) => {
    const row = open.row(index);
    return (JSON.parse(row.text ?? '{}') as { eventID?: string }).eventID === row.eventId
      ? row.eventId
      : 'other record';
  });
  expect(held.sort()).toEqual([...expected].sort());
  return store;
}
const ids = (count: number) => Array.from({ length: count }, (_, index) => `event-${index}`);

describe('a backfill', () => {
  it('is killed at 50 moments and loses nothing, doubles nothing and asks for nothing again', async () => {
    let [kills, backfills, resumed] = [0, 0, 0];
    while (kills < 50) {
      expect(++backfills).toBeLessThan(50);
      file = path.join(folder, `killed-${backfills}`, 'events.db');
      const before = kills;
      let done: BackfillDone | undefined;
      while (kills < 50 && !done) {
        done = await run({ latencyMs: 20 }, 20 + Math.random() * 280);
        kills += done ? 0 : 1;
      }
      done ??= await run({});
      expect(done).toMatchObject({ events: EVENTS, complete: true, notes: [] });
      expectEvents(ids(EVENTS)).close();
      // After some kills it must have gone on where they had come to; after one at the very beginning it may not show.
      if (kills - before >= 3) {
        expect(done?.calls).toBeLessThan(PAGES);
        resumed++;
      }
    }
    expect(resumed).toBeGreaterThan(0);
    expect(await run({})).toMatchObject({ calls: 0, events: EVENTS, complete: true, notes: [] });
  }, 120_000);

  it('runs in two processes at once on one file, and each event is held once', async () => {
    file = path.join(folder, 'two', 'events.db');
    const both = await Promise.all([run({ latencyMs: 2 }), run({ latencyMs: 2 })]);
    for (const done of both) {
      expect(done).toMatchObject({ events: EVENTS, complete: true, notes: [] });
      expect(done?.calls).toBeGreaterThan(0);
    }
    expectEvents(ids(EVENTS)).close();
    expect(await run({})).toMatchObject({ calls: 0, events: EVENTS, complete: true, notes: [] });
  }, 60_000);
});
