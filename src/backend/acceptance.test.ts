import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, defaultAccounts, retime, startEmulator } from '../cloudtrail/emulator';
import type { Frame } from './frames/frame';
import { createHandlers } from './handlers';
import type { PluginContext } from './protocol/handlers';

/**
 * Real records by way of the emulator and the real SDK: LookupEvents pages → collector → store → rules → frame. Data and rules are not
 * part of the repository; the test is skipped where they are not there.
 */
const SHARED = path.resolve(__dirname, '../../../shared/data');
const EVENTS = path.join(SHARED, 'events/invictus-aws_dataset.ndjson');
const present = existsSync(EVENTS);
if (!present) {
  console.warn(`skipped: ${EVENTS} is not there`);
}

/** The records with their newest a minute ago. */
function retimed(): string[] {
  const lines = readFileSync(EVENTS, 'utf8').split('\n');
  return retime(
    lines.filter((line) => line !== ''),
    Date.now() - 60_000
  );
}

function column(frame: Frame, name: string): unknown[] {
  return Array.from((frame.fields.find((field) => field.name === name)?.values ?? []) as ArrayLike<unknown>);
}

(present ? describe : describe.skip)('2,900 real records', () => {
  it('give the counts that two independent engines agree on, in both formats, fetched once', async () => {
    const texts = retimed();
    const records = texts.map((text) => JSON.parse(text) as { awsRegion: string; recipientAccountId: string });
    const accounts = defaultAccounts([...new Set(records.map(({ recipientAccountId }) => recipientAccountId))]);
    const emulator = await startEmulator({ accounts, requestsPerSecond: Infinity });
    // LookupEvents returns management events only: all of these are.
    expect(emulator.addEvents(texts)).toEqual({
      added: 2900,
      duplicate: 0,
      unparsed: 0,
      'no-time': 0,
      'not-management': 0,
    });
    const handlers = createHandlers({ bundledRules: [], storeFolder: 'memory' });
    const context: PluginContext = {
      orgId: 1,
      pluginId: 'sigtrail-cloudtrail-datasource',
      grafanaConfig: {},
      dataSource: {
        id: 1,
        uid: 'acceptance',
        name: 'acceptance',
        url: '',
        updatedMs: 1,
        jsonData: {
          authType: 'keys',
          defaultRegion: 'us-east-1',
          regions: [...new Set([...records.map(({ awsRegion }) => awsRegion), 'eu-central-1'])],
          endpoint: emulator.url,
          rulePaths: [path.join(SHARED, 'sigma-rules')],
          requestsPerSecond: 500,
        },
        secureJsonData: { accessKey: DEFAULT_ACCESS_KEY, secretKey: DEFAULT_SECRET_KEY },
      },
    };
    const query = (refId: string, model: Record<string, unknown>) => ({
      refId,
      queryType: '',
      fromMs: Date.now() - 6 * 3_600_000,
      toMs: Date.now(),
      intervalMs: 60_000,
      maxDataPoints: 1000,
      model,
    });
    try {
      const answers = await handlers.queryData(
        {
          context,
          headers: { fromalert: 'true' },
          queries: [
            query('A', { queryType: 'counts', format: 'numeric', fill: 'none' }),
            query('B', { queryType: 'detections', format: 'table', limit: 10_000 }),
          ],
        },
        new AbortController().signal
      );
      const expected = JSON.parse(readFileSync(path.join(SHARED, 'expected-counts.json'), 'utf8')) as Record<
        string,
        { rules: Record<string, number> }
      >;
      const [counts] = answers.get('A')?.frames ?? [];
      const [table] = answers.get('B')?.frames ?? [];
      const byRule = Object.fromEntries(
        column(counts, 'rule_id').map((id, index) => [id, column(counts, 'count')[index]])
      );
      expect(byRule).toEqual(expected['invictus-aws_dataset.ndjson'].rules);

      const rows: Record<string, number> = {};
      column(table, 'rule_id').forEach((id) => {
        rows[String(id)] = (rows[String(id)] ?? 0) + 1;
      });
      expect(rows).toEqual(byRule);
      expect(counts.meta?.custom).toMatchObject({ stats: { events: records.length, rules: 57, truncated: false } });
      // 58 pages; splitting a scan may cost a few more.
      expect(emulator.stats().byOperation.LookupEvents).toBeLessThan(80);
    } finally {
      await handlers.dispose();
      await emulator.close();
    }
  });
});
