import { FakeSql } from '../../cloudtrail/trail/testing/fakeSql';
import { TrailError } from '../../cloudtrail';
import { NOW_S, TestBackend } from '../testing/backend';
import { SAMPLE_RULES } from '../testing/sampleRules';

const TRAIL = { engine: 'athena', table: 'AwsDataCatalog.logs.trail' };
const COUNTS = { queryType: 'counts', format: 'numeric', source: 'trail' };
/** The same window at each evaluation: what was read for one is there for the next. */
const WINDOW = { fromMs: (NOW_S - 3600) * 1000, toMs: NOW_S * 1000, alert: true };

function start(latencyMs: number, jsonData: Record<string, unknown> = {}): { backend: TestBackend; sql: FakeSql } {
  const sql = new FakeSql();
  const backend = new TestBackend({ sql, rules: SAMPLE_RULES, jsonData: { trail: TRAIL, ...jsonData } });
  sql.latency = { clock: backend.clock, ms: latencyMs };
  return { backend, sql };
}

describe('an alert on the trail', () => {
  it('that outlasts its time fails clearly, goes on behind, and the next evaluation has it without another statement', async () => {
    const { backend, sql } = start(60_000);
    const late = await backend.query(COUNTS, WINDOW);
    expect(late.status).toBe(504);
    expect(late.error).toMatch(/could not be searched completely\. The statement on the trail takes longer/);
    await backend.clock.advance(60_000);
    const next = await backend.query(COUNTS, WINDOW);
    expect(next.error).toBeUndefined();
    expect(next.frames[0].meta?.custom).toMatchObject({ stats: { source: 'trail', pages: 0, scannedBytes: 0 } });
    expect(sql.ran).toHaveLength(1);
    expect(sql.stopped).toBe(0);
  });

  it('answers from what is complete where the settings say so', async () => {
    const { backend } = start(60_000, { incompleteAlerts: 'answer' });
    const late = await backend.query(COUNTS, WINDOW);
    expect(late.error).toBeUndefined();
    expect(late.frames[0].meta?.notices?.map(({ text }) => text).join()).toMatch(/takes longer than a query may/);
  });

  it('does not take a statement that failed for a quiet hour', async () => {
    const { backend, sql } = start(1000);
    sql.failure = new TrailError('bad-data', 'HIVE_BAD_DATA', 'The object s3://b/x.json.gz cannot be read. Remove it.');
    const failed = await backend.query(COUNTS, WINDOW);
    expect(failed).toMatchObject({ frames: [], errorSource: 'downstream' });
    expect(failed.error).toMatch(/cannot be read/);
  });

  it('shares one statement with the panels and the other alerts of the minute', async () => {
    const { backend, sql } = start(5000);
    const rules = Object.keys(SAMPLE_RULES).length;
    const models = Array.from({ length: rules * 3 }, (_, index) => ({
      ...COUNTS,
      rules: { ids: [`00000000-0000-4000-8000-00000000000${(index % rules) + 1}`] },
    }));
    const answers = await backend.queries(models, WINDOW);
    expect(answers.map(({ error }) => error)).toEqual(models.map(() => undefined));
    expect(sql.ran).toHaveLength(1);
  });
});
