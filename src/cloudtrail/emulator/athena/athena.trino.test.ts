import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  type QueryExecution,
  type StartQueryExecutionCommandInput,
} from '@aws-sdk/client-athena';
import { loadTable } from '../../../../tests/trino/loadTable';
import { trinoUrl } from '../../../../tests/trino/server';
import { cached } from '../../aws/credentials';
import { createAthenaEngine } from '../../trail/athena/engine';
import type { AthenaSettings } from '../../trail/athena/settings';
import { rowsOf } from '../../trail/testing/rowsOf';
import type { RunStats, SqlEngine, TableName } from '../../trail/types';
import { startEmulator, type Emulator } from '../startEmulator';
import { KEYS, record } from '../testing';

const OUTPUT = 's3://results/athena/';
const WORKGROUPS = [
  { name: 'primary' },
  { name: 'enforced', outputLocation: 's3://enforced/x/', enforce: true },
  { name: 'small', outputLocation: OUTPUT, bytesScannedCutoff: 1000 },
];
/** Runs for minutes and gives no row before its end. */
const SLOW = 'SELECT count(*) FROM TRAIL a, TRAIL b, TRAIL c WHERE a.eventid < b.eventid AND b.eventid < c.eventid';

const WRONG = cached(async () => ({ ...KEYS, secretAccessKey: 'x' }));

const records = Array.from({ length: 2500 }, (_, index) => record(`e${String(index).padStart(4, '0')}`, index));
let emulator: Emulator;
let table: TableName;
const engines: SqlEngine[] = [];

beforeAll(async () => {
  table = { ...(await loadTable('athena', records, { partitions: 'day' })), catalog: 'AwsDataCatalog' };
});
beforeEach(() => start());
afterEach(async () => {
  engines.splice(0).forEach((engine) => engine.close());
  await emulator.close();
});

async function start(more: { maxActiveQueries?: number; callsPerSecond?: number } = {}): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({
    athena: { trinoUrl: trinoUrl(), workgroups: WORKGROUPS, callsPerSecond: Infinity, ...more },
  });
}
function engineOf(settings: Partial<AthenaSettings> = {}): SqlEngine {
  const engine = createAthenaEngine({
    region: 'us-east-1',
    endpoint: emulator.url,
    credentials: cached(async () => KEYS),
    outputLocation: OUTPUT,
    ...settings,
  });
  engines.push(engine);
  return engine;
}
const client = (region = 'us-east-1') =>
  new AthenaClient({ endpoint: emulator.url, region, credentials: KEYS, maxAttempts: 1 });
const over = (statement: string) =>
  statement.replaceAll('TRAIL', `"AwsDataCatalog"."${table.schema}"."${table.table}"`);
const never = () => new AbortController().signal;
const run = (statement: string, settings?: Partial<AthenaSettings>) =>
  engineOf(settings).run(over(statement), { signal: never() });

async function startStatement(input: Partial<StartQueryExecutionCommandInput> = {}): Promise<string> {
  const { QueryExecutionId: id } = await client().send(
    new StartQueryExecutionCommand({
      QueryString: over('SELECT count(*) FROM TRAIL'),
      ResultConfiguration: { OutputLocation: OUTPUT },
      ...input,
    })
  );
  return id ?? '';
}
async function execution(id: string, until: (found: QueryExecution) => boolean): Promise<QueryExecution> {
  for (;;) {
    const { QueryExecution: found = {} } = await client().send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    if (until(found)) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const hasEnded = ({ Status: status }: QueryExecution) => /SUCCEEDED|FAILED|CANCELLED/.test(status?.State ?? '');
async function running(stats: () => RunStats): Promise<string> {
  for (;;) {
    const { queryId, state } = stats();
    if (queryId !== undefined && state === 'running') {
      return queryId;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('our client on the emulator of Athena', () => {
  it('reads every row, over pages of a thousand', async () => {
    const reading = run('SELECT eventid, errorcode FROM TRAIL ORDER BY eventid');
    const rows = await rowsOf(reading);
    expect(rows).toEqual(records.map((_, index) => [`e${String(index).padStart(4, '0')}`, null]));
    expect(reading.stats()).toMatchObject({ state: 'finished' });
    expect(reading.stats().scannedBytes).toBeGreaterThan(10_000);
  });

  it('describes the table as Glue does', async () => {
    const info = await engineOf().describe(table, never());
    expect(info.columns).toEqual(
      expect.arrayContaining([
        { name: 'eventname', type: 'string', isPartition: false },
        { name: 'resources', type: 'array<struct<arn:string,accountid:string,type:string>>', isPartition: false },
        { name: 'timestamp', type: 'string', isPartition: true },
      ])
    );
    expect(info.properties).toMatchObject({ 'projection.timestamp.format': 'yyyy/MM/dd' });
    await expect(engineOf().describe({ ...table, table: 'nothing' }, never())).rejects.toMatchObject({
      fault: 'no-table',
    });
  });

  it.each<[string, string, Partial<AthenaSettings>, string, string]>([
    ['no schema', 'SELECT x FROM "AwsDataCatalog".nowhere.nothing', {}, 'no-table', 'SCHEMA_NOT_FOUND'],
    ['no column', 'SELECT nocolumn FROM TRAIL', {}, 'no-column', 'COLUMN_NOT_FOUND'],
    ['no SQL', 'SELECT eventname FROM TRAIL WHERE', {}, 'statement', 'SYNTAX_ERROR'],
    ['the limit of a workgroup', SLOW, { workgroup: 'small' }, 'scan-limit', 'CANCELLED'],
    ['no workgroup', 'SELECT 1', { workgroup: 'nobody' }, 'other', 'InvalidRequestException'],
    ['no place for results', 'SELECT 1', { outputLocation: undefined }, 'other', 'InvalidRequestException'],
    ['a place that is none', 'SELECT 1', { outputLocation: '/tmp' }, 'other', 'InvalidRequestException'],
    ['a statement that changes something', 'DROP TABLE TRAIL', {}, 'statement', 'InvalidRequestException'],
    ['too long', `SELECT '${'x'.repeat(262_144)}'`, {}, 'statement', 'InvalidRequestException'],
    ['a wrong secret', 'SELECT 1', { credentials: WRONG }, 'bad-credentials', 'InvalidSignatureException'],
  ])('%s', async (_name, statement, settings, fault, code) => {
    await expect(rowsOf(run(statement, settings))).rejects.toMatchObject({ name: 'TrailError', fault, code });
  });

  it('stops a statement, at Trino too', async () => {
    const abort = new AbortController();
    const slow = engineOf().run(over(SLOW), { signal: abort.signal });
    const failed = expect(rowsOf(slow)).rejects.toBe('gone');
    const id = await running(() => slow.stats());
    abort.abort('gone');
    await failed;
    expect((await execution(id, hasEnded)).Status?.State).toBe('CANCELLED');
  });

  it('runs a statement anew that was stopped before, though it has the same token', async () => {
    emulator.setFaults({ queryDelayMs: 60_000 });
    const abort = new AbortController();
    const options = { token: 'the same', signal: abort.signal };
    const first = engineOf().run(over('SELECT count(*) FROM TRAIL'), options);
    const id = await running(() => first.stats());
    abort.abort('gone');
    await execution(id, hasEnded);
    emulator.setFaults({});
    const again = engineOf().run(over('SELECT count(*) FROM TRAIL'), { ...options, signal: never() });
    expect(await rowsOf(again)).toEqual([['2500']]);
    expect(again.stats().queryId).not.toBe(id);
  });

  it('comes through throttling, failures and dropped connections, and scans once', async () => {
    emulator.setFaults({ failEvery: 3, dropEvery: 4, queryDelayMs: 500 });
    expect(await rowsOf(run('SELECT count(*) FROM TRAIL'))).toEqual([['2500']]);
    emulator.setFaults({ throttleForSeconds: 2 });
    expect(await rowsOf(run('SELECT count(*) FROM TRAIL'))).toEqual([['2500']]);
    expect(emulator.stats().byOperation.StartQueryExecution).toBeGreaterThan(2);
  });

  it('waits for a place among the active statements', async () => {
    await start({ maxActiveQueries: 1 });
    emulator.setFaults({ queryDelayMs: 1000 });
    const first = run('SELECT 1');
    await running(() => first.stats());
    expect(await rowsOf(run('SELECT 2'))).toEqual([['2']]);
    expect(await rowsOf(first)).toEqual([['1']]);
    expect(emulator.stats().byOutcome.TooManyRequestsException).toBeGreaterThan(0);
  });

  it('says why a statement failed', async () => {
    emulator.setFaults({ queryFailEvery: 1, queryFailReason: 'HIVE_BAD_DATA: Error parsing s3://trail/x.json.gz' });
    await expect(rowsOf(run('SELECT 1'))).rejects.toMatchObject({
      fault: 'bad-data',
      message: expect.stringContaining('s3://trail/x.json.gz') as string,
    });
  });
});

describe('the emulator of Athena, by the real SDK', () => {
  it('starts one statement for one token, and takes it for no other', async () => {
    const token = 'a'.repeat(32);
    const id = await startStatement({ ClientRequestToken: token });
    expect(await startStatement({ ClientRequestToken: token })).toBe(id);
    expect(await startStatement()).not.toBe(id);
    await expect(startStatement({ ClientRequestToken: token, QueryString: 'SELECT 2' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'Idempotent parameters do not match',
    });
  });

  it('gives a result again while it is young enough', async () => {
    const reuse = (minutes: number) => ({
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: minutes } },
    });
    const first = await execution(await startStatement(reuse(10)), hasEnded);
    expect(first.Statistics?.DataScannedInBytes).toBeGreaterThan(0);
    const again = await execution(await startStatement(reuse(10)), hasEnded);
    expect(again).toMatchObject({
      Status: { State: 'SUCCEEDED' },
      Statistics: { DataScannedInBytes: 0, ResultReuseInformation: { ReusedPreviousResult: true } },
    });
    const page = await client().send(new GetQueryResultsCommand({ QueryExecutionId: again.QueryExecutionId }));
    expect(page.ResultSet?.Rows?.[1]).toEqual({ Data: [{ VarCharValue: '2500' }] });
    for (const input of [reuse(0), {}]) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const anew = await execution(await startStatement(input), hasEnded);
      expect(anew.Statistics?.ResultReuseInformation?.ReusedPreviousResult).toBe(false);
    }
  });

  it('has the workgroup’s place for results where it is enforced', async () => {
    const found = await execution(await startStatement({ WorkGroup: 'enforced' }), hasEnded);
    expect(found.ResultConfiguration?.OutputLocation).toBe(`s3://enforced/x/${found.QueryExecutionId ?? ''}.csv`);
  });

  it('has no result before the end, and shows a statement to its own region alone', async () => {
    emulator.setFaults({ queryDelayMs: 60_000 });
    const id = await startStatement();
    const results = new GetQueryResultsCommand({ QueryExecutionId: id });
    await expect(client().send(results)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringMatching(/not yet finished/) as string,
    });
    await expect(
      client('eu-west-1').send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
    ).rejects.toMatchObject({ message: `QueryExecution ${id} was not found` });
  });

  it('resolves names by the statement’s context', async () => {
    const found = await execution(
      await startStatement({
        QueryString: `SELECT count(*) FROM ${table.table}`,
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: table.schema },
      }),
      hasEnded
    );
    expect(found.Status?.State).toBe('SUCCEEDED');
  });

  it('throttles calls beyond the quota', async () => {
    await start({ callsPerSecond: 2 });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => startStatement()));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual(
      Array(2).fill({ status: 'rejected', reason: expect.objectContaining({ name: 'ThrottlingException' }) as unknown })
    );
  });
});
