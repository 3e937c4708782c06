import { gzipSync } from 'node:zlib';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateTraffic } from '../../emulator/generate';
import type { TrailError } from '../trailError';
import type { RunStats, SqlEngine, TableName } from '../types';
import { loadTable } from '../../../../tests/trino/loadTable';
import { restartTrino, trinoFiles, trinoRows, trinoUrl } from '../../../../tests/trino/server';
import { createTrinoEngine } from './engine';
import { rowsOf } from '../testing/rowsOf';

const START = Date.parse('2026-05-04T00:00:00Z');
const records = [
  ...generateTraffic({
    accounts: [{ accountId: '111122223333' }],
    regions: ['us-east-1'],
    fromMs: START,
    toMs: START + 48 * 3_600_000,
    eventsPerHour: 100,
    seed: 'engine',
  }),
].map(({ record }) => JSON.stringify(record));

/** Runs for minutes and gives no row before its end. */
const SLOW = 'SELECT count(*) FROM TRAIL a, TRAIL b, TRAIL c WHERE a.eventid < b.eventid AND b.eventid < c.eventid';
/** More rows than an answer holds. */
const MANY =
  'SELECT a.eventid, a.requestparameters, b.eventid FROM TRAIL a CROSS JOIN (SELECT * FROM TRAIL LIMIT 200) b';

let engine: SqlEngine;
let table: TableName;
beforeAll(async () => {
  engine = createTrinoEngine({ url: trinoUrl() });
  table = await loadTable('engine', records, { partitions: 'day' });
});
afterAll(() => engine.close());

const over = (statement: string) => statement.replaceAll('TRAIL', `hive.default.${table.table}`);
const never = () => new AbortController().signal;
const run = (statement: string, signal = never()) => engine.run(over(statement), { signal });

async function stateOf(queryId: string): Promise<unknown> {
  const rows = await trinoRows(`SELECT state, error_code FROM system.runtime.queries WHERE query_id = '${queryId}'`);
  return rows[0];
}
/** Waits until the run is at work, and gives its id. */
async function running(stats: () => RunStats): Promise<string> {
  for (;;) {
    const { queryId, state } = stats();
    if (queryId !== undefined && state === 'running') {
      return queryId;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
/** Waits until Trino says that the query has ended. */
async function ended(queryId: string): Promise<unknown> {
  for (;;) {
    const found = (await stateOf(queryId)) as [string, unknown];
    if (found[0] === 'FAILED' || found[0] === 'FINISHED') {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('Trino as the engine of a trail', () => {
  it('gives the rows as text and null, and says what was read', async () => {
    const seen: RunStats[] = [];
    const reading = engine.run(
      over('SELECT eventid, errorcode, useridentity.type FROM TRAIL ORDER BY eventtime, eventid'),
      { signal: never(), onProgress: (stats) => seen.push(stats) }
    );
    const rows = await rowsOf(reading);
    const expected = records
      .map((text) => JSON.parse(text) as Record<string, string> & { userIdentity: { type?: string } })
      .sort((a, b) => (a.eventTime + a.eventID < b.eventTime + b.eventID ? -1 : 1))
      .map(({ eventID, errorCode, userIdentity }) => [eventID, errorCode ?? null, userIdentity.type ?? null]);
    expect(rows).toEqual(expected);
    expect(reading.stats()).toMatchObject({ state: 'finished', queryId: expect.stringMatching(/^\d+_\d+_/) as string });
    expect(reading.stats().scannedBytes).toBeGreaterThan(10_000);
    expect(seen.map(({ scannedBytes }) => scannedBytes)).toEqual(
      seen.map(({ scannedBytes }) => scannedBytes).sort((a, b) => a - b)
    );
  });

  it('describes the table, with partitions and projection', async () => {
    const info = await engine.describe({ ...table, table: table.table.toUpperCase() }, never());
    expect(info.columns.slice(0, 1)).toEqual([{ name: 'eventversion', type: 'varchar', isPartition: false }]);
    expect(info.columns.find(({ name }) => name === 'useridentity')?.type).toMatch(
      /^row\(type varchar, principalid varchar/
    );
    expect(info.columns.filter(({ isPartition }) => isPartition)).toEqual([
      { name: 'timestamp', type: 'varchar', isPartition: true },
    ]);
    expect(info.properties).toMatchObject({
      'projection.enabled': 'true',
      'projection.timestamp.format': 'yyyy/MM/dd',
    });
  });

  it('describes a view, which has no properties', async () => {
    await trinoRows(over(`CREATE OR REPLACE VIEW hive.default.some_view AS SELECT eventname, readonly FROM TRAIL`));
    const { columns } = await engine.describe({ catalog: 'hive', schema: 'default', table: 'some_view' }, never());
    expect(columns.map(({ name }) => name)).toEqual(['eventname', 'readonly']);
  });

  it('describes the partitions behind a view, where the view passes them on as they are', async () => {
    const view = (name: string, columns: string) =>
      trinoRows(
        over(
          `CREATE OR REPLACE VIEW hive.default.${name} AS SELECT eventname, ${columns} FROM TRAIL WHERE eventid <> ''`
        )
      );
    await view('passes_on', '"timestamp"');
    await view('changes', `replace("timestamp", '/', '-') AS "timestamp"`);
    await view('names_another', 'eventtime AS "timestamp"');
    const partitions = async (name: string) => {
      const { columns, properties } = await engine.describe(
        { catalog: 'hive', schema: 'default', table: name },
        never()
      );
      return [columns.filter((c) => c.isPartition).map((c) => c.name), properties['projection.timestamp.format']];
    };
    expect(await partitions('passes_on')).toEqual([['timestamp'], 'yyyy/MM/dd']);
    expect(await partitions('changes')).toEqual([[], undefined]);
    expect(await partitions('names_another')).toEqual([[], undefined]);
  });

  it.each<[string, string, string]>([
    ['SELECT x FROM hive.default.nothing', 'no-table', 'TABLE_NOT_FOUND'],
    ['SELECT x FROM hive.nowhere.nothing', 'no-table', 'SCHEMA_NOT_FOUND'],
    ['SELECT x FROM nowhere.default.nothing', 'no-table', 'CATALOG_NOT_FOUND'],
    ['SELECT nocolumn FROM TRAIL', 'no-column', 'COLUMN_NOT_FOUND'],
    ['SELECT eventname FROM TRAIL WHERE', 'statement', 'SYNTAX_ERROR'],
    ['SELECT eventname FROM TRAIL WHERE eventname = 1', 'statement', 'TYPE_MISMATCH'],
    [`SELECT eventname FROM TRAIL WHERE cast(eventname AS bigint) = 1`, 'statement', 'INVALID_CAST_ARGUMENT'],
  ])('%s is %s', async (statement, fault, code) => {
    await expect(rowsOf(run(statement))).rejects.toMatchObject({ name: 'TrailError', fault, code });
  });

  it('has no table of a name that is a statement', async () => {
    const name = `x' OR '1'='1`;
    await expect(engine.describe({ catalog: 'hive', schema: 'default', table: name }, never())).rejects.toMatchObject({
      fault: 'no-table',
    });
    await expect(engine.describe({ catalog: 'hive".x', schema: 'default', table: 't' }, never())).rejects.toMatchObject(
      { fault: 'no-table', code: 'CATALOG_NOT_FOUND' }
    );
  });

  it('names the object that cannot be read', async () => {
    for (const [name, bytes] of [
      ['cut', gzipSync('{"eventname": "A"}\n{"eventname": "B')],
      ['plain', Buffer.from('{"eventname": "A"}')],
    ] as const) {
      const folder = path.join(trinoFiles(), `bad_${name}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'object.json.gz'), bytes);
      await trinoRows(
        `CREATE TABLE IF NOT EXISTS hive.default.bad_${name} (eventname varchar) ` +
          `WITH (external_location = 'local:///bad_${name}', format = 'OPENX_JSON')`
      );
      const error = await rowsOf(run(`SELECT eventname FROM hive.default.bad_${name}`)).catch(
        (reason: unknown) => reason
      );
      expect(error).toMatchObject({ fault: 'bad-data' });
      expect((error as TrailError).message).toContain(`bad_${name}/object.json.gz`);
    }
  });

  it('stops at the limit of scanned bytes', async () => {
    const limited = engine.run(over(SLOW), { signal: never(), maxScannedBytes: 1000 });
    await expect(rowsOf(limited)).rejects.toMatchObject({ fault: 'scan-limit', code: 'EXCEEDED_SCAN_LIMIT' });
  });

  it('stops a statement at Trino when it is aborted, whatever state it is in', async () => {
    const abort = new AbortController();
    const slow = run(SLOW, abort.signal);
    const failed = expect(rowsOf(slow)).rejects.toBe('enough');
    const id = await running(() => slow.stats());
    abort.abort('enough');
    await failed;
    expect(await ended(id)).toEqual(['FAILED', 'USER_CANCELED']);
  });

  it('leaves nothing behind when it is aborted before it is known', async () => {
    const marker = `/* ${Math.random()} */`;
    for (let delay = 0; delay < 40; delay += 4) {
      const abort = new AbortController();
      const slow = run(`${SLOW} ${marker}`, abort.signal);
      const failed = expect(rowsOf(slow)).rejects.toBe('at once');
      setTimeout(() => abort.abort('at once'), delay);
      await failed;
    }
    for (;;) {
      const rows = await trinoRows(
        `SELECT state FROM system.runtime.queries WHERE query LIKE '%${marker}' AND query NOT LIKE '%runtime.queries%'`
      );
      if (rows.every(([state]) => state === 'FAILED')) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('stops a statement that is not read to its end, and holds two answers at most', async () => {
    const many = run(MANY);
    let pages = 0;
    for await (const page of many.pages) {
      pages += page.length > 0 ? 1 : 0;
      if (pages === 2) {
        break;
      }
    }
    const { queryId = '' } = many.stats();
    expect(await ended(queryId)).toEqual(['FAILED', 'USER_CANCELED']);
  });

  it('reads every row of many answers, once', async () => {
    let count = 0;
    const keys = new Set<string>();
    const many = run(MANY);
    for await (const page of many.pages) {
      count += page.length;
      for (const [a, , b] of page) {
        keys.add(`${a}${b}`);
      }
    }
    expect([count, keys.size]).toEqual([records.length * 200, records.length * 200]);
  });

  it('says so when Trino is restarted in mid-query, and works again after', async () => {
    const slow = run(SLOW);
    const failed = expect(rowsOf(slow)).rejects.toMatchObject({ fault: 'server', code: 'QUERY_GONE' });
    await running(() => slow.stats());
    await restartTrino();
    await failed;
    expect(await rowsOf(run('SELECT count(*) FROM TRAIL'))).toEqual([[String(records.length)]]);
  });
});
