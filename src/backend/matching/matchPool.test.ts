import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, SqliteEventStore, type EventPart } from '../../cloudtrail';
import { generateTraffic } from '../../cloudtrail/emulator/generate';
import { compileEngine, loadRuleSet } from '../../sigma';
import { MatchMemory } from './matchMemory';
import type { PartMatches } from './matchPart';
import { MatchPool } from './matchPool';

const ROOT = path.resolve(__dirname, '../../..');
const PLACE = { account: '111111111111', region: 'us-east-1' };
const EVENTS = 30_000;
const rule = (selection: string) =>
  `title: Rule\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {${selection}}, condition: s}\n`;
const ruleSet = loadRuleSet(
  [
    'userIdentity.type: AssumedRole',
    "eventName|startswith: 'Create'",
    "requestParameters.instanceId|contains: 'a'",
  ].map((selection, index) => ({ file: `${index}.yml`, text: rule(selection) }))
);

let folder: string;
let store: SqliteEventStore;
let parts: readonly EventPart[];
let code: string;

beforeAll(() => {
  // Bundled as scripts/lib/workerCode.mjs does, for a thread runs no TypeScript.
  const args = ['--bundle', '--platform=node', '--target=node24', '--format=cjs', '--external:node:*'];
  code = execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), [path.join(__dirname, 'matchWorker.ts'), ...args], {
    maxBuffer: 64 << 20,
  }).toString();
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-pool-'));
  const file = path.join(folder, 'events.db');
  store = new SqliteEventStore(openDatabase(file).database, {
    settleSeconds: 900,
    retentionDays: 90,
    maxBytes: 1e9,
    file,
  });
  const toMs = Date.UTC(2026, 5, 1);
  const traffic = generateTraffic({
    seed: 1,
    fromMs: toMs - 86_400_000,
    toMs: toMs + 86_400_000,
    eventsPerHour: EVENTS / 24,
    accounts: [{ accountId: PLACE.account }],
    regions: [PLACE.region],
  });
  const rows = Array.from({ length: EVENTS }, () => traffic.next().value).flatMap((event) =>
    event
      ? {
          ...PLACE,
          eventId: event.record.eventID,
          timeMs: Date.parse(event.record.eventTime),
          eventName: event.record.eventName,
          eventSource: event.record.eventSource,
          text: JSON.stringify(event.record),
        }
      : []
  );
  for (let at = 0; at < rows.length; at += 1000) {
    store.add(PLACE, rows.slice(at, at + 1000));
  }
  parts = store.parts(PLACE, 0, 4e9);
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function setUp(onFailure: (error: unknown) => void = (error) => expect(error).toBeUndefined()) {
  const lookups: boolean[] = [];
  const memory = () =>
    new MatchMemory(
      () => compileEngine(ruleSet.rules),
      (known) => lookups.push(known)
    );
  const pool = new MatchPool(code, onFailure);
  return { pool, memory, lookups };
}

/** Arrays of another thread are of another realm. */
function plain({ rows, rules, seconds }: PartMatches): number[][] {
  return [rows, rules, seconds].map((numbers) => [...numbers]);
}

describe('MatchPool', () => {
  it('finds what the thread that asks would find, each block once for queries that ask at once', async () => {
    const { pool, memory, lookups } = setUp();
    const [there, here] = [memory(), memory()];
    const { signal } = new AbortController();
    await Promise.all([pool.prepare(ruleSet, there, parts, signal), pool.prepare(ruleSet, there, parts, signal)]);
    expect(parts.every((part) => part.block === undefined || there.has(part))).toBe(true);
    const found = parts.map((part) => there.find(part));
    expect(lookups.filter((known) => known)).toHaveLength(parts.filter(({ block }) => block !== undefined).length);
    expect(found.map(plain)).toEqual(parts.map((part) => plain(here.find(part))));
    expect(found.reduce((sum, { rows }) => sum + rows.length, 0)).toBeGreaterThan(1000);
    pool.close();
  });

  it('stops for a query that is cancelled', async () => {
    const { pool, memory } = setUp();
    const abort = new AbortController();
    const there = memory();
    const prepared = pool.prepare(ruleSet, there, parts, abort.signal);
    abort.abort(new Error('cancelled'));
    await expect(prepared).rejects.toThrow('cancelled');
    expect(parts.every((part) => there.has(part))).toBe(false);
    pool.close();
  });

  it('leaves the work to who asks where the thread cannot run, and says so', async () => {
    const failures: unknown[] = [];
    const { memory } = setUp();
    const pool = new MatchPool('throw new Error("no thread")', (error) => failures.push(error));
    const there = memory();
    await pool.prepare(ruleSet, there, parts, new AbortController().signal);
    expect(String(failures[0])).toMatch(/no thread/);
    expect(plain(there.find(parts[0]))).toEqual(plain(memory().find(parts[0])));
  });

  it('leaves a block that cannot be read to who asks', async () => {
    const { pool, memory } = setUp();
    const there = memory();
    const gone = parts.map((part): EventPart =>
      part === parts[3] ? { ...part, key: 'gone', block: 1_000_000 } : part
    );
    await pool.prepare(ruleSet, there, gone, new AbortController().signal);
    expect(there.has(gone[3])).toBe(false);
    expect(there.has(gone[4])).toBe(true);
    pool.close();
  });
});
