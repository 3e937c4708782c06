import { join } from 'node:path';
import { folderWith, run } from '../testing/command';
import { sqlCommand } from './command';

const rule = (title: string, detection: string): string =>
  `title: ${title}\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  selection: ${detection}\n  condition: selection\nlevel: high\n`;
const folder = folderWith({
  'exact.yml': rule('Exact', '{ eventName: CreateUser }'),
  'json.yml': rule('In JSON', '{ eventName: PutObject, requestParameters.key|contains: secret }'),
  'windows.yml': rule('Other', '{ EventID: 1 }').replace('aws, service: cloudtrail', 'windows'),
  'columns.txt':
    'eventtime\tstring\t\neventname\tstring\t\neventsource\tstring\t\neventid\tstring\t\ndt\tstring\t\n\n# Partition Information\n# col_name\tdata_type\tcomment\ndt\tstring\t\n',
  'no-columns.txt': '\n',
});
const at = (name: string) => join(folder, name);
const RANGE = ['--table', 'hive.logs.trail', '--from', '2026-01-31T12:00:00Z', '--to', '2026-01-31T13:00:00Z'];

it('prints one statement for all rules, of one hour and one day', async () => {
  const { code, out, err } = await run(sqlCommand, ['--rules', at('exact.yml'), at('json.yml'), ...RANGE]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.match(/^SELECT/gm)).toHaveLength(1);
  expect(out).toContain('FROM "hive"."logs"."trail" AS events');
  expect(out).toContain(`"timestamp" = '2026/01/31'`);
  expect(out).toContain(`"eventtime" >= '2026-01-31T12:00:00'`);
  expect(out).toContain(`lower("eventname") = 'createuser'`);
  expect(out).toContain(`lower("requestparameters") LIKE '%"key"%secret%'`);
});

it('counts in SQL with --counts', async () => {
  const { out } = await run(sqlCommand, ['--rules', at('exact.yml'), ...RANGE, '--counts', '--json']);
  const { statement } = JSON.parse(out) as { statement: string };
  expect(statement).toMatch(/^SELECT "eventName", CAST\(count\(\*\) AS varchar\) AS events\n/);
  expect(statement).toContain('row_number() OVER (PARTITION BY "eventid")');
  expect(statement).toMatch(/GROUP BY 1$/);
});

it('says with --exact which rules SQL cannot decide, and why', async () => {
  const { code, out } = await run(sqlCommand, ['--rules', at('exact.yml'), at('json.yml'), ...RANGE, '--exact']);
  expect(code).toBe(1);
  expect(out).toMatch(/^-- Exact \(.+\)\nSELECT /m);
  expect(out).toMatch(
    /^-- In JSON \(.+\)\n-- not in SQL alone: requestParameters\.key is inside of a column of JSON text$/m
  );
});

it('takes a table with other columns, and says what it does not show', async () => {
  const { code, out, err } = await run(sqlCommand, [
    '--rules',
    at('json.yml'),
    ...RANGE,
    '--columns',
    at('columns.txt'),
  ]);
  expect(code).toBe(0);
  expect(err).toContain('The table has no requestParameters.key, which 1 rule reads.');
  expect(out).toContain(`"dt" = '2026/01/31'`);
  expect(out).toMatch(/^ {2}AND \(FALSE\)$/m);
});

it.each<[string, string[], RegExp]>([
  ['no table', ['--rules', at('exact.yml'), '--from', 'now-1h'], /--table/],
  [
    'a range that ends before it begins',
    ['--rules', at('exact.yml'), '--table', 'a.b.c', '--from', 'now', '--to', 'now-1h'],
    /--from/,
  ],
  [
    'an odd name of a table',
    ['--rules', at('exact.yml'), '--table', 'a.b.c; DROP', '--from', 'now-1h'],
    /catalog\.schema\.table/,
  ],
  ['rules for something else', ['--rules', at('windows.yml'), ...RANGE], /no rule for CloudTrail/],
  ['a file without columns', ['--rules', at('exact.yml'), ...RANGE, '--columns', at('no-columns.txt')], /no columns/],
  ['an odd limit', ['--rules', at('exact.yml'), ...RANGE, '--limit', '1;'], /whole number/],
])('refuses %s', async (_, args, sentence) => {
  const { code, out, err } = await run(sqlCommand, args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(sentence);
});
