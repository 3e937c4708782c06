import { run } from '../testing/command';
import { trailDdlCommand } from './command';

const GOOD = ['--bucket', 'trail-bucket', '--accounts', '111122223333', '444455556666', '--regions', 'us-east-1'];

it('prints the table of an organisation’s trail for Athena', async () => {
  const { code, out } = await run(trailDdlCommand, [
    ...GOOD,
    '--organization',
    'o-abcdefghij',
    '--prefix',
    'audit/',
    '--from',
    '2024-01-31',
  ]);
  expect(code).toBe(0);
  expect(out).toContain('CREATE EXTERNAL TABLE `default`.`cloudtrail_logs`');
  expect(out).toContain("'projection.account.values' = '111122223333,444455556666'");
  expect(out).toContain("'projection.timestamp.range' = '2024/01/31,NOW'");
  expect(out).toContain(
    "'storage.location.template' = 's3://trail-bucket/audit/AWSLogs/o-abcdefghij/${account}/CloudTrail/${region}/${timestamp}'"
  );
});

it('prints a table and a view for Trino', async () => {
  const { out } = await run(trailDdlCommand, [
    ...GOOD,
    '--engine',
    'trino',
    '--database',
    'logs',
    '--table',
    'trail',
    '--json',
  ]);
  const { ddl } = JSON.parse(out) as { ddl: string };
  expect(ddl).toContain('CREATE TABLE "hive"."logs"."trail_objects"');
  expect(ddl).toContain('CREATE VIEW "hive"."logs"."trail" AS');
  expect(ddl).toContain("partition_projection_values = ARRAY['111122223333', '444455556666']");
});

it.each<[string, string[], RegExp]>([
  ['no bucket', GOOD.slice(2), /--bucket is needed/],
  ['a bucket with a quote', ['--bucket', "b'; DROP", ...GOOD.slice(2)], /no name of a bucket/],
  ['an account that is none', ['--bucket', 'bbb', '--accounts', 'x', '--regions', 'us-east-1'], /no account id/],
  ['no accounts', ['--bucket', 'bbb', '--regions', 'us-east-1'], /account/],
  ['a region that is none', ['--bucket', 'bbb', '--accounts', '111122223333', '--regions', "r'"], /no region/],
  ['a day that is none', [...GOOD, '--from', '31.1.2024'], /no day/],
  ['a table that is none', [...GOOD, '--table', 'a"b'], /no name for a table/],
  ['an organisation that is none', [...GOOD, '--organization', "o-'"], /no id of an organization/],
  ['an engine that is none', [...GOOD, '--engine', 'hive'], /--engine/],
])('refuses %s', async (_, args, sentence) => {
  const { code, out, err } = await run(trailDdlCommand, args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(sentence);
});
