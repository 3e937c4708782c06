import { cached, type Credentials } from '../../aws/credentials';
import { FastClock } from '../../testing/fastClock';
import { awsFault, json, WireServer, type WireAnswer } from '../../testing/wireServer';
import { rowsOf } from '../testing/rowsOf';
import type { RunOptions, SqlEngine } from '../types';
import { createAthenaEngine } from './engine';
import type { AthenaSettings } from './settings';

interface Call {
  readonly action: string;
  readonly body: Record<string, unknown>;
  readonly key: string;
}
type Script = (call: Call, nth: number) => WireAnswer | undefined;

const ID = '11111111-2222-3333-4444-555555555555';
let server: WireServer | undefined;
let engine: SqlEngine | undefined;
afterEach(async () => {
  engine?.close();
  await server?.stop();
});

/**
 * Athena with one statement that succeeds at the second poll and has three pages of a row each; the script may answer
 * otherwise, and is told how often the action was called.
 */
async function connect(script: Script = () => undefined, settings: Partial<AthenaSettings> = {}) {
  const calls: Call[] = [];
  server = new WireServer(({ headers, body }) => {
    const action = String(headers['x-amz-target']).replace('AmazonAthena.', '');
    const key = /Credential=(\w+)/.exec(String(headers.authorization))?.[1] ?? '';
    const call = { action, body: JSON.parse(body) as Record<string, unknown>, key };
    calls.push(call);
    const nth = calls.filter((earlier) => earlier.action === action).length;
    return script(call, nth) ?? usual(call, nth);
  });
  const url = await server.start();
  const created = createAthenaEngine({
    region: 'eu-central-1',
    endpoint: url,
    credentials: cached(async () => ({ accessKeyId: 'AKIA1', secretAccessKey: 'very-secret' })),
    clock: new FastClock(100),
    ...settings,
  });
  engine = created;
  return {
    calls,
    engine: created,
    run: (options: Partial<RunOptions> = {}) =>
      created.run('SELECT 1', { signal: new AbortController().signal, ...options }),
  };
}

function usual({ action, body }: Call, nth: number): WireAnswer {
  switch (action) {
    case 'StartQueryExecution':
      return json({ QueryExecutionId: ID });
    case 'GetQueryExecution':
      return status(nth < 2 ? 'RUNNING' : 'SUCCEEDED', {}, nth * 1000);
    case 'GetQueryResults': {
      const page = Number(body.NextToken ?? 1);
      return results(
        [...(page === 1 ? [['a', 'b']] : []), [`row ${page}`, null]],
        page < 3 ? String(page + 1) : undefined
      );
    }
    default:
      return json({});
  }
}
const status = (State: string, more: Record<string, unknown> = {}, scanned = 0, elapsed = 70) =>
  json({
    QueryExecution: {
      QueryExecutionId: ID,
      Status: { State, ...more },
      Statistics: { DataScannedInBytes: scanned, TotalExecutionTimeInMillis: elapsed },
    },
  });
const results = (rows: ReadonlyArray<ReadonlyArray<string | null>>, NextToken?: string) =>
  json({
    ResultSet: {
      Rows: rows.map((row) => ({ Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) })),
    },
    NextToken,
  });
const of = (calls: readonly Call[], action: string) => calls.filter((call) => call.action === action);
async function stopped(calls: readonly Call[]): Promise<Call> {
  for (;;) {
    const [found] = of(calls, 'StopQueryExecution');
    if (found) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a statement at Athena', () => {
  it('gives all rows but the header, which only the first page has', async () => {
    const seen: number[] = [];
    const { run, calls } = await connect(undefined, {
      workgroup: 'audit',
      outputLocation: 's3://results/x/',
      catalog: 'AwsDataCatalog',
      database: 'logs',
    });
    const reading = run({ reuseMinutes: 7.5, onProgress: ({ scannedBytes }) => seen.push(scannedBytes) });
    expect(await rowsOf(reading)).toEqual([1, 2, 3].map((page) => [`row ${page}`, null]));
    expect(reading.stats()).toEqual({ queryId: ID, state: 'finished', scannedBytes: 2000, elapsedMs: 70 });
    expect(seen).toEqual([0, 1000, 2000]);
    expect(calls[0].body).toEqual({
      QueryString: 'SELECT 1',
      ClientRequestToken: expect.stringMatching(/^.{32,128}$/) as string,
      WorkGroup: 'audit',
      ResultConfiguration: { OutputLocation: 's3://results/x/' },
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'logs' },
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 7 } },
    });
    expect(of(calls, 'GetQueryResults').map(({ body }) => body.MaxResults)).toEqual([1000, 1000, 1000]);
    expect(of(calls, 'StopQueryExecution')).toEqual([]);
  });

  it('tells an empty text from null', async () => {
    const { run } = await connect(({ action }) =>
      action === 'GetQueryResults' ? results([['a'], [''], [null]]) : undefined
    );
    expect(await rowsOf(run())).toEqual([[''], [null]]);
  });

  it('has the same request token for the same token and statement alone', async () => {
    const { run, calls, engine: athena } = await connect();
    await rowsOf(run({ token: 't' }));
    await rowsOf(run({ token: 't' }));
    await rowsOf(run({ token: 'u' }));
    await rowsOf(run());
    await rowsOf(athena.run('SELECT 2', { signal: new AbortController().signal, token: 't' }));
    const [a, again, ...others] = of(calls, 'StartQueryExecution').map(({ body }) => body.ClientRequestToken);
    expect(again).toBe(a);
    expect(new Set([a, ...others]).size).toBe(4);
  });
});

describe('a token whose statement another has started', () => {
  const CANCELLED = () => status('CANCELLED', {}, 0);
  it.each<[string, Script]>([
    [
      'has stopped it',
      ({ action, body }) =>
        action === 'GetQueryExecution' && body.QueryExecutionId === 'first' ? CANCELLED() : undefined,
    ],
    [
      'stops it after a while',
      ({ action, body }, nth) =>
        action === 'GetQueryExecution' && body.QueryExecutionId === 'first'
          ? nth < 4
            ? status('RUNNING')
            : status('CANCELLED', {}, 0, 3_600_000)
          : undefined,
    ],
    [
      'failed',
      ({ action, body }) =>
        action === 'GetQueryExecution' && body.QueryExecutionId === 'first' ? status('FAILED') : undefined,
    ],
  ])('is run anew when the other %s', async (_name, script) => {
    const { run, calls } = await connect((call, nth) =>
      call.action === 'StartQueryExecution' && nth === 1 ? json({ QueryExecutionId: 'first' }) : script(call, nth)
    );
    expect(await rowsOf(run({ token: 't' }))).toHaveLength(3);
    const tokens = of(calls, 'StartQueryExecution').map(({ body }) => body.ClientRequestToken);
    expect([tokens.length, new Set(tokens).size]).toEqual([2, 2]);
  });

  it('is run anew once, and not when it was stopped while we waited', async () => {
    const failing = await connect(({ action }) => (action === 'GetQueryExecution' ? status('FAILED') : undefined));
    await expect(rowsOf(failing.run({ token: 't' }))).rejects.toMatchObject({ fault: 'statement' });
    expect(of(failing.calls, 'StartQueryExecution')).toHaveLength(2);
    await server?.stop();
    const killed = await connect(({ action }, nth) =>
      action === 'GetQueryExecution' ? (nth < 3 ? status('RUNNING') : CANCELLED()) : undefined
    );
    await expect(rowsOf(killed.run({ token: 't' }))).rejects.toMatchObject({ fault: 'cancelled' });
    expect(of(killed.calls, 'StartQueryExecution')).toHaveLength(1);
  });
});

describe('what may pass', () => {
  const trouble: ReadonlyArray<[string, WireAnswer]> = [
    ['throttling', awsFault('ThrottlingException', 'Rate exceeded')],
    ['no place for a statement', awsFault('TooManyRequestsException', 'You have exceeded the limit')],
    ['a failure of AWS', awsFault('InternalServerException', '', 500)],
    ['a lost connection', 'drop'],
  ];
  it.each(trouble)('%s is tried again, at every call, and starts one statement', async (_name, answer) => {
    const { run, calls } = await connect((_, nth) => (nth <= 3 ? answer : undefined));
    expect(await rowsOf(run())).toHaveLength(3);
    expect(new Set(of(calls, 'StartQueryExecution').map(({ body }) => body.ClientRequestToken)).size).toBe(1);
  });

  it('throttling ends the wait for a place after a while, and never the wait for a result', async () => {
    const full = await connect(({ action }) => (action === 'StartQueryExecution' ? trouble[1][1] : undefined), {
      queueForMs: 20_000,
    });
    await expect(rowsOf(full.run())).rejects.toMatchObject({ fault: 'throttled', code: 'TooManyRequestsException' });
    await server?.stop();
    const polls = await connect(({ action }, nth) =>
      action === 'GetQueryExecution' && nth < 40 ? trouble[0][1] : undefined
    );
    expect(await rowsOf(polls.run())).toHaveLength(3);
  });

  it('credentials that expire between polls are renewed, once', async () => {
    let serial = 0;
    const session = async (): Promise<Credentials> => ({
      accessKeyId: `ASIA${++serial}`,
      secretAccessKey: 'very-secret',
    });
    const expired = awsFault('ExpiredTokenException', 'expired');
    const { run, calls } = await connect(
      ({ action, key }) => (action === 'GetQueryExecution' && key === 'ASIA1' ? expired : undefined),
      { credentials: cached(session) }
    );
    expect(await rowsOf(run())).toHaveLength(3);
    expect(calls.map(({ key }) => key)).toEqual(['ASIA1', 'ASIA1', ...Array<string>(calls.length - 2).fill('ASIA2')]);
    await server?.stop();
    const always = await connect(() => expired, { credentials: cached(session) });
    await expect(rowsOf(always.run())).rejects.toMatchObject({ fault: 'expired-credentials' });
    expect(always.calls).toHaveLength(2);
  });
});

describe('what stays wrong', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'FAILED',
      { StateChangeReason: "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.x.y' does not exist" },
      'no-table',
      'TABLE_NOT_FOUND',
    ],
    [
      'FAILED',
      { StateChangeReason: "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved" },
      'no-column',
      'COLUMN_NOT_FOUND',
    ],
    [
      'FAILED',
      { StateChangeReason: 'HIVE_CURSOR_ERROR: Row is not a valid JSON Object' },
      'bad-data',
      'HIVE_CURSOR_ERROR',
    ],
    ['FAILED', { StateChangeReason: 'HIVE_BAD_DATA: Error parsing s3://b/x.json.gz' }, 'bad-data', 'HIVE_BAD_DATA'],
    [
      'FAILED',
      { StateChangeReason: 'PERMISSION_DENIED: Access Denied (Service: Amazon S3; Status Code: 403)' },
      'access-denied',
      'PERMISSION_DENIED',
    ],
    [
      'FAILED',
      { StateChangeReason: 'com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Status Code: 403)' },
      'access-denied',
      'FAILED',
    ],
    [
      'FAILED',
      { StateChangeReason: 'SYNTAX_ERROR: line 1:1: mismatched input', AthenaError: { ErrorCategory: 2 } },
      'statement',
      'SYNTAX_ERROR',
    ],
    [
      'FAILED',
      { StateChangeReason: 'GENERIC_INTERNAL_ERROR: null', AthenaError: { ErrorCategory: 1 } },
      'server',
      'GENERIC_INTERNAL_ERROR',
    ],
    ['FAILED', { StateChangeReason: 'Query exhausted resources at this scale factor' }, 'server', 'FAILED'],
    ['FAILED', { StateChangeReason: 'Query timeout' }, 'timeout', 'FAILED'],
    [
      'CANCELLED',
      { StateChangeReason: 'Query cancelled! : Bytes scanned limit was exceeded' },
      'scan-limit',
      'CANCELLED',
    ],
    ['CANCELLED', {}, 'cancelled', 'CANCELLED'],
  ])('%s %j', async (state, more, fault, code) => {
    const { run, calls } = await connect(({ action }) =>
      action === 'GetQueryExecution' ? status(state, more) : undefined
    );
    await expect(rowsOf(run())).rejects.toMatchObject({ name: 'TrailError', fault, code });
    expect(of(calls, 'StopQueryExecution')).toEqual([]);
  });

  it.each([
    [
      'AccessDeniedException',
      'User: x is not authorized to perform: athena:StartQueryExecution',
      'access-denied',
      /athena:StartQueryExecution/,
    ],
    ['UnrecognizedClientException', 'no', 'bad-credentials', /access key/],
    ['InvalidRequestException', 'WorkGroup nobody is not found.', 'other', /Check the workgroup/],
    [
      'InvalidRequestException',
      'No output location provided. An output location is required',
      'other',
      /Set outputLocation/,
    ],
    [
      'InvalidRequestException',
      'line 1:8: mismatched input "network" timed out',
      'statement',
      /did not take the statement/,
    ],
    ['MetadataException', 'EntityNotFoundException: Table x not found', 'no-table', /Check the table and the region/],
  ])('%s: %s', async (name, message, fault, sentence) => {
    const { run, calls } = await connect(() => awsFault(name, message));
    await expect(rowsOf(run())).rejects.toMatchObject({ fault, message: expect.stringMatching(sentence) as string });
    expect(calls).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('stops the statement when it is aborted, and throws the reason', async () => {
    const abort = new AbortController();
    const { run, calls } = await connect(({ action }, nth) => {
      if (action === 'GetQueryExecution' && nth === 3) {
        abort.abort('gone');
      }
      return action === 'GetQueryExecution' ? status('RUNNING') : undefined;
    });
    await expect(rowsOf(run({ signal: abort.signal }))).rejects.toBe('gone');
    expect((await stopped(calls)).body).toEqual({ QueryExecutionId: ID });
  });

  it('stops what was started while it was aborted, and does so though calls are throttled', async () => {
    const abort = new AbortController();
    const { run, calls } = await connect(({ action }, nth) => {
      if (action === 'StartQueryExecution') {
        abort.abort('gone');
      }
      return action === 'StopQueryExecution' && nth < 4 ? awsFault('ThrottlingException') : undefined;
    });
    await expect(rowsOf(run({ signal: abort.signal }))).rejects.toBe('gone');
    while (of(calls, 'StopQueryExecution').length < 4) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });

  it('stops a statement that reads more than it may', async () => {
    const { run, calls } = await connect(
      ({ action }, nth) => (action === 'GetQueryExecution' ? status('RUNNING', {}, nth * 1000) : undefined),
      { maxScannedBytes: 10_000 }
    );
    await expect(rowsOf(run({ maxScannedBytes: 4500 }))).rejects.toMatchObject({ fault: 'scan-limit' });
    await stopped(calls);
    expect(of(calls, 'GetQueryExecution')).toHaveLength(5);
  });

  it('sends nothing for what was aborted before', async () => {
    const { run, calls } = await connect();
    await expect(rowsOf(run({ signal: AbortSignal.abort('before') }))).rejects.toBe('before');
    expect(calls).toEqual([]);
  });
});

it('describes the table as Glue has it', async () => {
  const { engine: athena, calls } = await connect(
    () =>
      json({
        TableMetadata: {
          Name: 'trail',
          Columns: [{ Name: 'eventname', Type: 'string' }],
          PartitionKeys: [{ Name: 'timestamp', Type: 'string' }],
          Parameters: { 'projection.timestamp.format': 'yyyy/MM/dd' },
        },
      }),
    { workgroup: 'audit' }
  );
  const table = { catalog: 'AwsDataCatalog', schema: 'logs', table: 'trail' };
  expect(await athena.describe(table, new AbortController().signal)).toEqual({
    columns: [
      { name: 'eventname', type: 'string', isPartition: false },
      { name: 'timestamp', type: 'string', isPartition: true },
    ],
    properties: { 'projection.timestamp.format': 'yyyy/MM/dd' },
  });
  expect(calls[0].body).toEqual({
    CatalogName: 'AwsDataCatalog',
    DatabaseName: 'logs',
    TableName: 'trail',
    WorkGroup: 'audit',
  });
});
