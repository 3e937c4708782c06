// usage: fill URL FILES EVENTS DAYS: a table `bench` of generated traffic, by day
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateTraffic } from '../../src/cloudtrail/emulator/generate';
import { TRAIL_COLUMNS, trinoType } from '../../src/cloudtrail/trail/table/trailColumns';
import { connectTrino } from '../../src/cloudtrail/trail/trino/engine';
import { DAY_MS, lastDay } from './days';

const [url = '', files = '', events = '', days = ''] = process.argv.slice(2);
/** Distinct traffic of a day; the rest are copies of it with ids of their own. */
const DISTINCT = 20_000;
const LINES = 20_000;
const ID = /"eventID":"[^"]*"/;

function main(): Promise<void> {
  const perDay = Math.ceil(Number(events) / Number(days));
  let serial = 0;
  let bytes = 0;
  for (let day = 0; day < Number(days); day++) {
    const fromMs = lastDay() - (Number(days) - 1 - day) * DAY_MS;
    const traffic = generateTraffic({
      seed: `bench ${day}`,
      eventsPerHour: Math.min(DISTINCT, perDay) / 24,
      accounts: [{ accountId: '111122223333' }, { accountId: '444455556666' }],
      regions: ['us-east-1', 'eu-central-1', 'us-west-2'],
      fromMs,
      toMs: fromMs + DAY_MS,
    });
    const distinct = Array.from(traffic, ({ record }) => JSON.stringify(record));
    const folder = join(files, 'bench', new Date(fromMs).toISOString().slice(0, 10).replaceAll('-', '/'));
    mkdirSync(folder, { recursive: true });
    let lines: string[] = [];
    for (let index = 0; index < perDay; index++) {
      const id = `"eventID":"00000000-0000-4000-8000-${String(serial++).padStart(12, '0')}"`;
      lines.push(distinct[index % distinct.length].replace(ID, id));
      if (lines.length === LINES || index === perDay - 1) {
        const text = `${lines.join('\n')}\n`;
        bytes += text.length;
        writeFileSync(join(folder, `${index}.json.gz`), gzipSync(text, { level: 1 }));
        lines = [];
      }
    }
  }
  console.log(`${serial} events, ${Math.round(bytes / 1e6)} MB of JSON`);
  return createTable();
}

async function createTable(): Promise<void> {
  const columns = TRAIL_COLUMNS.map(({ name, type }) => `"${name}" ${trinoType(type)}`).join(', ');
  const projection = [
    "partition_projection_type = 'DATE'",
    "partition_projection_format = 'yyyy/MM/dd'",
    "partition_projection_range = ARRAY['2020/01/01', 'NOW']",
    'partition_projection_interval = 1',
    "partition_projection_interval_unit = 'DAYS'",
  ];
  const statement = `CREATE TABLE hive.default.bench (${columns}, "timestamp" varchar WITH (${projection.join(', ')})) WITH (
    external_location = 'local:///bench', format = 'OPENX_JSON', partitioned_by = ARRAY['timestamp'],
    partition_projection_enabled = true, partition_projection_location_template = 'local:///bench/\${timestamp}')`;
  const trino = connectTrino({ url });
  for await (const _ of trino.start(statement, { signal: new AbortController().signal }).pages()) {
    // It has nothing to say.
  }
  trino.close();
}

void main();
