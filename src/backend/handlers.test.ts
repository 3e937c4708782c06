import { TestBackend } from './testing/backend';
import { SAMPLE_EVENTS } from './testing/sampleEvents';
import { SAMPLE_RULES } from './testing/sampleRules';

describe('createHandlers', () => {
  it('answers a call without a data source with what to do', async () => {
    const { handlers, context } = new TestBackend();
    const nowhere = { ...context, dataSource: undefined };
    const signal = new AbortController().signal;
    expect(await handlers.checkHealth(nowhere, signal)).toMatchObject({
      status: 'error',
      message: expect.stringContaining('data source'),
    });
    const query = { refId: 'A', queryType: '', fromMs: 0, toMs: 1, intervalMs: 1, maxDataPoints: 1, model: {} };
    const answers = await handlers.queryData({ context: nowhere, headers: {}, queries: [query] }, signal);
    expect(answers.get('A')).toMatchObject({ status: 400 });
  });

  it('ends a query that is cancelled', async () => {
    const backend = new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS });
    backend.trail('us-east-1').latencyMs = 10_000;
    const abort = new AbortController();
    const query = {
      refId: 'A',
      queryType: 'counts',
      fromMs: backend.clock.now() - 1e6,
      toMs: backend.clock.now(),
      intervalMs: 1000,
      maxDataPoints: 1,
      model: {},
    };
    const running = backend.handlers.queryData(
      { context: backend.context, headers: {}, queries: [query] },
      abort.signal
    );
    await backend.clock.advance(1_000);
    abort.abort();
    expect((await running).get('A')).toMatchObject({ status: 499, frames: [] });
  });

  it('counts requests, throttles, events, queries and cache hits', async () => {
    const backend = new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS });
    backend.trail('us-east-1').faults = ['throttled'];
    const counts = { queryType: 'counts', format: 'numeric' };
    await backend.query(counts);
    await backend.query(counts);
    await backend.query({ queryType: 'x' });
    const lines = (await backend.handlers.collectMetrics()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'sigtrail_lookup_requests_total{region="us-east-1",outcome="ok"} 1',
        'sigtrail_lookup_requests_total{region="us-east-1",outcome="throttled"} 1',
        'sigtrail_lookup_throttled_total{region="us-east-1"} 1',
        'sigtrail_events_total{region="us-east-1"} 3',
        'sigtrail_queries_total{type="counts",outcome="ok"} 2',
        'sigtrail_queries_total{type="unknown",outcome="user"} 1',
        'sigtrail_scans_total{cache="miss"} 1',
        'sigtrail_scans_total{cache="hit"} 1',
        'sigtrail_rules{org="1",datasource="sigtrail"} 4',
        'sigtrail_store_events{org="1",datasource="sigtrail"} 6',
      ])
    );
  });
});
