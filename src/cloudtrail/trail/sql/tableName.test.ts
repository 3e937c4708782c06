import { TrailError } from '../trailError';
import { parseTableName, quotedTable } from './tableName';

it.each<[string, string]>([
  ['AwsDataCatalog.default.cloudtrail_logs', '"AwsDataCatalog"."default"."cloudtrail_logs"'],
  ['logs.trail', '"AwsDataCatalog"."logs"."trail"'],
  ['hive."my db"."a.b"', '"hive"."my db"."a.b"'],
  ['hive.d."say ""hi"""', '"hive"."d"."say ""hi"""'],
])('reads %s', (text, quoted) => {
  expect(quotedTable(parseTableName(text))).toBe(quoted);
});

it.each([
  '',
  'trail',
  'a.b.c.d',
  'a..c',
  '.b.c',
  'a.b.',
  'a.b.c; DROP TABLE x',
  'a.b.c d',
  'a.b."c',
  'a.b.c"d',
  'a.b."\0"',
  'a.b."\ud800"',
  `a.b.${'c'.repeat(300)}`,
])('refuses %j with a sentence', (text) => {
  expect(() => parseTableName(text)).toThrow(TrailError);
  expect(() => parseTableName(text)).toThrow(/Write catalog\.schema\.table/);
});
