import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTable, sharedRecords } from '../../../tests/trino/loadTable';
import { trinoUrl } from '../../../tests/trino/server';
import { run } from '../testing/command';
import { matchCommand } from './command';

const SHARED = path.resolve(__dirname, '../../../../shared/data');
const RULE_FOLDERS = [path.join(SHARED, 'sigma-rules'), path.resolve(__dirname, '../../../rules')].filter(existsSync);
const FILES = ['invictus-aws_dataset.ndjson', 'stratus-red-team.ndjson', 'otrf-security-datasets.ndjson'];
const folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-trail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function counts(args: string[]): Promise<Record<string, number>> {
  const { code, out, err } = await run(matchCommand, [...args, '--output', 'counts', '--json']);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return (JSON.parse(out) as { rules: Record<string, number> }).rules;
}

function urlOf({ catalog, schema, table }: { catalog: string; schema: string; table: string }): string {
  return `${trinoUrl().replace('http:', 'trino:')}/${catalog}/${schema}/${table}`;
}

describe.each(FILES)('match over a trail: %s', (file) => {
  const records = sharedRecords(file);
  (records ? it : it.skip).each(RULE_FOLDERS)('finds rule by rule what it finds in files (%s)', async (rules) => {
    const events = path.join(folder, file);
    writeFileSync(events, (records ?? []).join('\n'));
    const url = urlOf(await loadTable('match', records ?? [], { columns: undefined }));
    const inFiles = await counts(['--rules', rules, '--events', events]);
    expect(await counts(['--rules', rules, '--trail', url])).toEqual(inFiles);
  });
});

it('takes a range of time', async () => {
  const record = (second: number) =>
    JSON.stringify({
      eventID: `00000000-0000-4000-8000-0000000000${10 + second}`,
      eventTime: `2026-03-01T23:59:${10 + second}Z`,
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'StopLogging',
    });
  const url = urlOf(await loadTable('range', [1, 2, 3, 4].map(record), { partitions: 'day' }));
  const rules = path.join(folder, 'stop.yml');
  writeFileSync(
    rules,
    'title: Stop\nid: 00000000-0000-4000-8000-000000000001\nlogsource: {product: aws, service: cloudtrail}\n' +
      'detection: {s: {eventName: StopLogging}, condition: s}\n'
  );
  const args = ['--rules', rules, '--trail', url];
  const key = '00000000-0000-4000-8000-000000000001';
  expect(await counts(args)).toEqual({ [key]: 4 });
  expect(await counts([...args, '--from', '2026-03-01T23:59:12Z', '--to', '2026-03-01T23:59:14Z'])).toEqual({
    [key]: 2,
  });
});

it('says what is wrong with a trail that is not there', async () => {
  const url = `${trinoUrl().replace('http:', 'trino:')}/hive/default/nothing_here`;
  const { code, err } = await run(matchCommand, ['--rules', path.resolve(__dirname, '../../../rules'), '--trail', url]);
  expect(code).toBe(2);
  expect(err).toMatch(/nothing_here/);
});
