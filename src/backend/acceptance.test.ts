import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultAccounts, retime } from '../cloudtrail/emulator';
import { columnOf, EmulatedBackend } from './testing/emulatedBackend';

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

(present ? describe : describe.skip)('2,900 real records', () => {
  it('give the counts that two independent engines agree on, in both formats, fetched once', async () => {
    const texts = retimed();
    const records = texts.map((text) => JSON.parse(text) as { awsRegion: string; recipientAccountId: string });
    const accounts = defaultAccounts([...new Set(records.map(({ recipientAccountId }) => recipientAccountId))]);
    const backend = await EmulatedBackend.start({
      accounts,
      requestsPerSecond: Infinity,
      jsonData: {
        regions: [...new Set([...records.map(({ awsRegion }) => awsRegion), 'eu-central-1'])],
        rulePaths: [path.join(SHARED, 'sigma-rules')],
        requestsPerSecond: 500,
      },
    });
    const { emulator } = backend;
    // LookupEvents returns management events only: all of these are.
    expect(emulator.addEvents(texts)).toEqual({
      added: 2900,
      duplicate: 0,
      unparsed: 0,
      'no-time': 0,
      'not-management': 0,
    });
    try {
      const answers = await backend.queries(
        [
          { queryType: 'counts', format: 'numeric', fill: 'none' },
          { queryType: 'detections', format: 'table', limit: 10_000 },
        ],
        { fromMs: Date.now() - 6 * 3_600_000, toMs: Date.now(), alert: true }
      );
      const expected = JSON.parse(readFileSync(path.join(SHARED, 'expected-counts.json'), 'utf8')) as Record<
        string,
        { rules: Record<string, number> }
      >;
      const [[counts], [table]] = answers.map(({ frames }) => frames);
      const byRule = Object.fromEntries(
        columnOf(counts, 'rule_id').map((id, index) => [id, columnOf(counts, 'count')[index]])
      );
      expect(byRule).toEqual(expected['invictus-aws_dataset.ndjson'].rules);

      const rows: Record<string, number> = {};
      columnOf(table, 'rule_id').forEach((id) => {
        rows[String(id)] = (rows[String(id)] ?? 0) + 1;
      });
      expect(rows).toEqual(byRule);
      expect(counts.meta?.custom).toMatchObject({ stats: { events: records.length, rules: 57, truncated: false } });
      // 58 pages; splitting a scan may cost a few more.
      expect(emulator.stats().byOperation.LookupEvents).toBeLessThan(80);
    } finally {
      await backend.close();
    }
  });
});
