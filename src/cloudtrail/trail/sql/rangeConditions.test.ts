import { awsTable, column } from '../testing/awsTable';
import { rangeConditions } from './rangeConditions';

const at = (text: string) => Date.parse(text) / 1000;
const HOUR = { fromS: at('2026-01-31T12:00:00Z'), toS: at('2026-01-31T13:00:00Z'), settleMinutes: 15 };
const TIME = [`"eventtime" >= '2026-01-31T12:00:00'`, `"eventtime" < '2026-01-31T13:00:00'`];
const day = (type: string, properties = {}, name = 'timestamp') => awsTable([column(name, type, true)], properties);

it('reads one day for an hour', () => {
  const table = day('string', { 'projection.enabled': 'true', 'projection.timestamp.format': 'yyyy/MM/dd' });
  expect(rangeConditions(table, HOUR)).toEqual([`"timestamp" = '2026/01/31'`, ...TIME]);
});

it('reads the next day where events may be delivered into it', () => {
  const table = day('string', { 'projection.timestamp.format': 'yyyy/MM/dd' });
  const [days] = rangeConditions(table, { ...HOUR, toS: at('2026-02-01T00:00:00Z') });
  expect(days).toBe(`"timestamp" BETWEEN '2026/01/31' AND '2026/02/01'`);
});

it('reads folders of hours, dates, and days in three columns', () => {
  const hours = day('string', { 'projection.dt.format': 'yyyy-MM-dd-HH' }, 'dt');
  expect(rangeConditions(hours, HOUR)[0]).toBe(`"dt" BETWEEN '2026-01-31-12' AND '2026-01-31-13'`);
  const plain = day('string', { 'projection.day.format': 'yyyyMMdd' }, 'day');
  expect(rangeConditions(plain, HOUR)[0]).toBe(`"day" = '20260131'`);
  expect(rangeConditions(day('date', {}, 'date'), HOUR)[0]).toBe(`"date" = DATE '2026-01-31'`);
  const parts = awsTable([column('year', 'string', true), column('month', 'string', true), column('day', 'int', true)]);
  expect(rangeConditions(parts, { ...HOUR, toS: at('2026-02-01T06:00:00Z') })[0]).toBe(
    `(("year" IN ('2026') AND "month" IN ('01', '1') AND "day" IN (31)) OR ("year" IN ('2026') AND "month" IN ('02', '2') AND "day" IN (1)))`
  );
});

it('lets days through whose form is not known', () => {
  const [days = ''] = rangeConditions(day('string'), HOUR);
  expect(days).toContain(`"timestamp" = '2026/01/31'`);
  expect(days).toContain(`"timestamp" = '2026-01-31'`);
  expect(days).toContain(`"timestamp" = '20260131'`);
  expect(days).toContain('OR NOT regexp_like("timestamp"');
});

it.each(['dd/MM/yyyy', 'yyyy/M/d', "yyyy'W'ww", 'yyyy/dd/MM'])(
  'narrows no days of the form %s, whose texts are not in order',
  (format) => {
    expect(rangeConditions(day('string', { 'projection.timestamp.format': format }), HOUR)).toEqual(TIME);
  }
);

it('takes no column for days that may be about something else, or is no text', () => {
  expect(rangeConditions(awsTable([column('date', 'varchar')]), HOUR)).toEqual(TIME);
  expect(rangeConditions(day('int', {}, 'dt'), HOUR)).toEqual(TIME);
  expect(rangeConditions(awsTable([column('timestamp', 'varchar')]), HOUR)).toHaveLength(3);
});

it('narrows accounts and regions by folder and by record', () => {
  const table = awsTable([column('account', 'string', true), column('region', 'string', true)]);
  expect(rangeConditions(table, { ...HOUR, regions: ['us-east-1', 'us-east-1'], accounts: ['111122223333'] })).toEqual([
    ...TIME,
    `"region" IN ('us-east-1')`,
    `"awsregion" IN ('us-east-1')`,
    `"account" IN ('111122223333')`,
    `"recipientaccountid" IN ('111122223333')`,
  ]);
});

it('trusts a view’s column only as far as it looks like one of accounts', () => {
  const range = { ...HOUR, accounts: ['111122223333'] };
  expect(rangeConditions(awsTable([column('account', 'varchar')]), range)).toContain(
    `("account" IN ('111122223333') OR NOT regexp_like("account", '^[0-9]{12}$'))`
  );
});

it('asks nothing of time where there is no range, and bounds one that is open', () => {
  const table = day('string', { 'projection.timestamp.format': 'yyyy/MM/dd' });
  expect(rangeConditions(table, { settleMinutes: 15 })).toEqual([]);
  expect(rangeConditions(table, { fromS: HOUR.fromS, settleMinutes: 15 })).toEqual([
    `"timestamp" BETWEEN '2026/01/31' AND '9999/12/31'`,
    TIME[0],
    `"eventtime" < '9999-12-31T23:59:59'`,
  ]);
});
