import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EmulatedBackend } from '../testing/emulatedBackend';
import { SAMPLE_RULES } from '../testing/sampleRules';
import { TrailError } from '../../cloudtrail';
import { DEFAULT_ACCOUNT } from '../../cloudtrail/emulator';
import { FakeSql } from '../../cloudtrail/trail/testing/fakeSql';
import { NOW_S, TestBackend } from '../testing/backend';
import { record } from '../../cloudtrail/emulator/testing';
import type { StatusResponse } from '../../contract/resources';
import { createMetrics } from './metrics';
import { parseExposition, type Family } from './testing/parseExposition';

let backend: EmulatedBackend;

beforeEach(async () => {
  backend = await EmulatedBackend.start({ speed: 60, rules: SAMPLE_RULES });
});
afterEach(() => backend.close());

async function families(): Promise<Map<string, Family>> {
  return parseExposition(await backend.handlers.collectMetrics());
}
const values = (family: Family | undefined) => family?.samples.map(({ labels, value }) => [labels, value]);

/** As many events as there are seconds. */
function addEvents(seconds: number): void {
  backend.emulator.addEvents(
    Array.from({ length: seconds }, (_, index) => record(`event-${index}`, index, { eventName: 'CreateUser' }))
  );
}

async function status(): Promise<StatusResponse> {
  const call = { method: 'GET', path: 'status', query: new URLSearchParams(), headers: {}, body: Buffer.from('') };
  const { context } = backend;
  const response = await backend.handlers.callResource({ context, ...call }, new AbortController().signal);
  return JSON.parse(Buffer.from(response.body).toString()) as StatusResponse;
}

describe('metrics', () => {
  it('are text that Prometheus takes, before anything was asked and after', async () => {
    expect(await families()).toEqual(new Map());
    addEvents(100);
    await backend.queries([{ queryType: 'coverage' }, { queryType: 'nothing' }]);
    const all = await families();
    expect(values(all.get('sigtrail_store_events'))).toEqual([[{ org: '1', datasource: 'emulated' }, 100]]);
    expect(values(all.get('sigtrail_backfill_done_ratio'))?.[0][1]).toBe(1);
    expect(all.get('sigtrail_query_seconds')?.type).toBe('histogram');
  });

  it('tell how far behind now lookups are, by account and region', async () => {
    addEvents(10);
    await backend.query({ queryType: 'events' }, { toMs: backend.clock.now() });
    const [[labels, fresh]] = values((await families()).get('sigtrail_lookup_lag_seconds')) as Array<[object, number]>;
    expect(labels).toEqual({ org: '1', datasource: 'emulated', account: DEFAULT_ACCOUNT, region: 'us-east-1' });
    // Nobody asks for a while.
    await backend.clock.sleep(120_000);
    const [[, later]] = values((await families()).get('sigtrail_lookup_lag_seconds')) as Array<[object, number]>;
    expect(later - fresh).toBeGreaterThanOrEqual(119);
    const lane = (await status()).lanes[0];
    expect(lane.lagSeconds).toBeGreaterThanOrEqual(later);
  });

  it('tell how far a backfill is, and so do status and log', async () => {
    // 60 requests at 2 a second: half a second of the test's time.
    addEvents(3_000);
    const stop = new AbortController();
    const query = backend.query({ queryType: 'events' }, { signal: stop.signal });
    let lane: StatusResponse['lanes'][number] | undefined;
    while (!lane?.ranges.some(({ done, estimatedEndMs }) => done > 0.1 && estimatedEndMs !== undefined)) {
      await backend.clock.sleep(1_000);
      lane = (await status()).lanes[0];
    }
    const [range] = lane.ranges.filter(({ done }) => done > 0);
    expect(range.done).toBeCloseTo((range.to - range.reached) / (range.to - range.from), 10);
    expect(range.estimatedEndMs).toBeGreaterThanOrEqual(backend.clock.now() - 2_000);
    const all = await families();
    expect(values(all.get('sigtrail_backfill_remaining_seconds'))?.[0][1]).toBeGreaterThan(0);
    expect(values(all.get('sigtrail_backfill_done_ratio'))?.[0][1]).toBeLessThan(1);
    await query;
    expect(backend.logs.find((line) => line.startsWith('backfill started'))).toMatch(
      /"datasource":"emulated","account":"111122223333","region":"us-east-1".*"from":"2.*"requestsLeft":\d+/
    );
  });

  it('count blocks whose matches were known', () => {
    const metrics = createMetrics(() => []);
    metrics.matched(3, 0);
    metrics.matched(1, 2);
    expect(values(parseExposition(metrics.text()).get('sigtrail_match_cache_total'))).toEqual([
      [{ result: 'hit' }, 4],
      [{ result: 'miss' }, 2],
    ]);
  });

  it('count what statements on a trail take, by data source', async () => {
    const sql = new FakeSql();
    const trail = { engine: 'athena', table: 'logs.trail', maxScannedBytesPerDay: 7e9 };
    const trailed = new TestBackend({ sql, jsonData: { trail } });
    const query = { queryType: 'events', source: 'trail' };
    const told = async (name: string) =>
      values(parseExposition(await trailed.handlers.collectMetrics()).get(`sigtrail_trail_${name}`));
    await trailed.query(query);
    sql.failure = new TrailError('other', 'Test', 'The engine is down.');
    await trailed.query(query, { fromMs: (NOW_S - 7200) * 1000, toMs: (NOW_S - 7000) * 1000 });
    const of = { org: '1', datasource: 'sigtrail' };
    expect(await told('scanned_bytes_total')).toEqual([[of, sql.bytesPerStatement]]);
    expect(await told('statements_total')).toEqual([
      [{ ...of, outcome: 'finished' }, 1],
      [{ ...of, outcome: 'failed' }, 1],
    ]);
    expect(await told('scanned_today_bytes')).toEqual([[{ ...of, engine: 'athena' }, sql.bytesPerStatement]]);
    expect(await told('limit_bytes')).toEqual([[{ ...of, engine: 'athena', limit: 'day' }, 7e9]]);
    expect((await told('statement_seconds'))?.at(-1)?.[1]).toBe(2);
  });

  it('are all described', () => {
    const code = ['metrics.ts', 'gauges.ts'].map((file) => readFileSync(path.join(__dirname, file), 'utf8')).join('');
    const names = [...new Set(code.match(/sigtrail_\w+/g))].sort();
    const page = readFileSync(path.join(__dirname, '../../../docs/metrics.md'), 'utf8');
    const described = [...page.matchAll(/^\| `(sigtrail_\w+)`/gm)].map(([, name]) => name).sort();
    expect(described).toEqual(names);
  });
});

describe('parseExposition', () => {
  it.each([
    ['a series that is there twice', '# HELP a A.\n# TYPE a gauge\na{x="1"} 1\na{x="1"} 2\n'],
    ['a label that is not escaped', '# HELP a A.\n# TYPE a gauge\na{x="1"2"} 1\n'],
    ['a number that is none', '# HELP a A.\n# TYPE a gauge\na Infinity\n'],
    ['a sample without a family', 'a 1\n'],
    ['a counter without its ending', '# HELP a A.\n# TYPE a counter\na 1\n'],
    [
      'a histogram that does not add up',
      '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
    ],
  ])('refuses %s', (_, text) => {
    expect(() => parseExposition(text)).toThrow();
  });
});
