import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { trinoFiles, trinoRows, trinoUrl } from '../../../../tests/trino/server';
import { generateTraffic } from '../../emulator/generate';
import { rowsOf } from '../testing/rowsOf';
import { selectEvents } from '../sql/selectEvents';
import { createTrinoEngine } from '../trino/engine';
import { readTable } from './readTable';
import { trailDdl } from './trailDdl';

const DAY = 86_400_000;
const START = Date.parse('2026-03-30T00:00:00Z');
const accounts = ['111122223333', '444455556666'];
const regions = ['us-east-1', 'eu-central-1'];

type Json = Record<string, unknown>;

/** Objects as CloudTrail writes them: one `{"Records": […]}` each, half an hour's events, delivered ten minutes later. */
function writeTrail(folder: string): Json[] {
  const traffic = generateTraffic({
    accounts: accounts.map((accountId) => ({ accountId })),
    regions,
    fromMs: START,
    toMs: START + 3 * DAY,
    eventsPerHour: 40,
    seed: 'ddl',
  });
  const records = [...traffic].map(({ record }) => record as unknown as Json);
  const objects = new Map<string, Json[]>();
  for (const record of records) {
    const delivered = new Date(Date.parse(String(record.eventTime)) + 600_000).toISOString();
    const [day, minute] = [
      delivered.slice(0, 10).replaceAll('-', '/'),
      delivered.slice(11, 14) + delivered.slice(14, 15),
    ];
    const place = `AWSLogs/${String(record.recipientAccountId)}/CloudTrail/${String(record.awsRegion)}/${day}`;
    const key = `${place}/object_${minute.replace(':', '')}.json.gz`;
    objects.set(key, [...(objects.get(key) ?? []), record]);
  }
  for (const [key, own] of objects) {
    mkdirSync(path.dirname(path.join(folder, key)), { recursive: true });
    writeFileSync(path.join(folder, key), gzipSync(JSON.stringify({ Records: own })));
  }
  return records;
}

it('makes a table and a view that read a trail as CloudTrail writes it, and only the asked part', async () => {
  const name = `ddl_${Date.now()}`;
  const records = writeTrail(path.join(trinoFiles(), name));
  const request = { bucket: 'trail', accounts, regions, from: '2026-03-29', database: 'default', table: name };
  const ddl = trailDdl({ ...request, engine: 'trino' }).replaceAll('s3://trail', `local:///${name}`);
  for (const statement of ddl.split(/;\n+/).filter(Boolean)) {
    await trinoRows(statement);
  }
  const engine = createTrinoEngine({ url: trinoUrl(), user: 'test' });
  try {
    const tableName = { catalog: 'hive', schema: 'default', table: name };
    const table = readTable(await engine.describe(tableName, AbortSignal.timeout(60_000)), tableName);
    const read = async (range: { fromS: number; toS: number; regions?: string[]; accounts?: string[] }) => {
      const { text, recordOf } = selectEvents({ table, condition: { text: 'TRUE' }, settleMinutes: 15, ...range });
      const run = engine.run(text, { signal: AbortSignal.timeout(60_000) });
      const rows = (await rowsOf(run)).map(recordOf);
      return { rows, bytes: run.stats().scannedBytes };
    };
    const all = await read({ fromS: START / 1000, toS: (START + 3 * DAY) / 1000 });
    expect(all.rows.map(({ eventId }) => eventId).sort()).toEqual(records.map(({ eventID }) => String(eventID)).sort());
    const byId = new Map(records.map((record) => [String(record.eventID), record]));
    all.rows.forEach((row) => {
      const { requestParameters, userIdentity } = JSON.parse(row.text ?? '') as Json;
      const record = byId.get(row.eventId);
      expect(requestParameters ?? null).toEqual(record?.requestParameters ?? null);
      expect((userIdentity as Json).arn).toEqual((record?.userIdentity as Json).arn);
    });

    const noon = START + DAY + DAY / 2;
    const hour = await read({ fromS: noon / 1000, toS: noon / 1000 + 3600 });
    const expected = records.filter(({ eventTime }) => {
      const time = Date.parse(String(eventTime));
      return time >= noon && time < noon + 3_600_000;
    });
    expect(hour.rows).toHaveLength(expected.length);
    // One day of three; of that, one region and account of four.
    expect(hour.bytes).toBeLessThan(all.bytes / 2);
    const place = await read({
      fromS: noon / 1000,
      toS: noon / 1000 + 3600,
      regions: ['us-east-1'],
      accounts: ['111122223333'],
    });
    expect(place.rows).toHaveLength(
      expected.filter(
        ({ recipientAccountId, awsRegion }) => recipientAccountId === '111122223333' && awsRegion === 'us-east-1'
      ).length
    );
    expect(place.bytes).toBeLessThan(hour.bytes / 2);
  } finally {
    engine.close();
  }
});
