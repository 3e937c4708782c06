import { TrailError, type TrailFault } from '../../cloudtrail';
import { FakeSql } from '../../cloudtrail/trail/testing/fakeSql';
import { NOW_S, TestBackend } from '../testing/backend';
import { SAMPLE_RULES } from '../testing/sampleRules';

const TRAIL = { engine: 'athena', table: 'AwsDataCatalog.logs.trail' };
const COUNTS = { queryType: 'counts', format: 'numeric', source: 'trail' };
const RANGE = { fromMs: (NOW_S - 3600) * 1000, toMs: NOW_S * 1000 };

const SECRETS = { trailPassword: 'correct-horse-battery', trailToken: '' };

function start(jsonData: Record<string, unknown> = {}): { backend: TestBackend; sql: FakeSql } {
  const sql = new FakeSql();
  return {
    sql,
    backend: new TestBackend({
      sql,
      rules: SAMPLE_RULES,
      jsonData: { trail: { ...TRAIL, ...jsonData } },
      secureJsonData: SECRETS,
    }),
  };
}

/** Each kind of failure, and the status that a query has then. */
const FAULTS: Array<[TrailFault, number]> = [
  ['no-table', 404],
  ['no-column', 404],
  ['access-denied', 403],
  ['scan-limit', 403],
  ['bad-credentials', 401],
  ['expired-credentials', 401],
  ['no-credentials', 401],
  ['throttled', 429],
  ['timeout', 504],
  ['bad-data', 502],
  ['statement', 502],
  ['network', 502],
  ['server', 502],
  ['other', 502],
];

describe('a trail that fails', () => {
  it.each(FAULTS)(
    '%s: panels and alerts say so, other queries go on, and the next one tries again',
    async (fault, status) => {
      const { backend, sql } = start();
      sql.failure = new TrailError(fault, 'Code', `This went wrong: ${fault}. Do that.`);
      for (const alert of [false, true]) {
        const [failed, lookup] = await backend.queries([COUNTS, { ...COUNTS, source: 'lookup' }], { ...RANGE, alert });
        expect(failed).toMatchObject({ frames: [], status, errorSource: 'downstream' });
        expect(failed.error).toContain(`This went wrong: ${fault}. Do that.`);
        expect(lookup.error).toBeUndefined();
      }
      delete sql.failure;
      const next = await backend.query(COUNTS, RANGE);
      expect(next.error).toBeUndefined();
      expect(next.frames[0].meta?.notices ?? []).toEqual([]);
    }
  );

  it('keeps Save & test from being fine, and the rules from being lost', async () => {
    const { backend, sql } = start();
    sql.failure = new TrailError('access-denied', 'AccessDeniedException', 'AWS denied athena:StartQueryExecution.');
    const { status, message } = await backend.health();
    expect(status).toBe('error');
    expect(message).toMatch(/AWS denied athena:StartQueryExecution.*4 rules are loaded/s);
  });

  it('a limit of a day refuses what would pass it, and says how much was scanned', async () => {
    const { backend, sql } = start({ maxScannedBytesPerDay: 4e9 });
    expect((await backend.query(COUNTS, RANGE)).error).toBeUndefined();
    const other = { ...COUNTS, rule: SAMPLE_RULES['user.yml'].replace('CreateUser', 'DeleteUser') };
    const refused = await backend.query(other, RANGE);
    expect(refused).toMatchObject({ status: 403, errorSource: 'downstream' });
    expect(refused.error).toMatch(/3 GB of the trail were scanned today.*maxScannedBytesPerDay allows 4 GB/);
    expect(sql.ran).toHaveLength(1);
  });

  it('shows no secret, whatever a gateway in its place sends back', async () => {
    const { backend, sql } = start({ engine: 'trino', url: 'https://trino.example.com', user: 'ana' });
    const { trailPassword } = SECRETS;
    const header = Buffer.from(`ana:${trailPassword}`).toString('base64');
    sql.failure = new TrailError('server', 'BadGateway', `Authorization: Basic ${header}, password ${trailPassword}`);
    const { error } = await backend.query(COUNTS, RANGE);
    const { message } = await backend.health();
    for (const text of [error, message, ...backend.logs]) {
      expect(text).not.toContain(trailPassword);
      expect(text).not.toContain(header.replace(/=+$/, ''));
    }
    expect(error).toContain('[secret]');
  });

  it('a cancelled panel stops its statement', async () => {
    const { backend, sql } = start();
    sql.latency = { clock: backend.clock, ms: 20_000 };
    const panel = new AbortController();
    const answer = backend.handlers.queryData(
      {
        context: backend.context,
        headers: {},
        queries: [{ refId: 'A', queryType: '', ...RANGE, intervalMs: 60_000, maxDataPoints: 100, model: COUNTS }],
      },
      panel.signal
    );
    await backend.clock.advance(2000);
    panel.abort(new Error('The panel is gone.'));
    expect((await backend.clock.run(answer)).get('A')).toMatchObject({ status: 499 });
    expect(sql.stopped).toBe(1);
  });
});
