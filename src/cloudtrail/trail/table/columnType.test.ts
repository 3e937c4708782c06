import { parseColumnType } from './columnType';

const ROW = {
  kind: 'struct',
  fields: [
    { name: 'type', type: { kind: 'text' } },
    { name: 'more', type: { kind: 'struct', fields: [{ name: 'n', type: { kind: 'integer' } }] } },
  ],
};

it.each([
  ['row(type varchar, more row(n bigint))', ROW],
  ['ROW("type" varchar(10), "more" ROW(n INTEGER))', ROW],
  ['struct<type:string,more:struct<n:int>>', ROW],
  ['struct<`type`: string, more: struct< n : bigint > >', ROW],
  ['array(row(a varchar))', { kind: 'array', of: { kind: 'struct', fields: [{ name: 'a', type: { kind: 'text' } }] } }],
  [
    'array<struct<a:string>>',
    { kind: 'array', of: { kind: 'struct', fields: [{ name: 'a', type: { kind: 'text' } }] } },
  ],
  ['map<string,string>', { kind: 'map' }],
  ['map(varchar, array(varchar))', { kind: 'map' }],
  ['timestamp(3)', { kind: 'time' }],
  ['timestamp(3) with time zone', { kind: 'zonedTime' }],
  ['timestamp with time zone', { kind: 'zonedTime' }],
  ['Boolean', { kind: 'boolean' }],
  ['varchar(1000)', { kind: 'text' }],
  ['decimal(10,2)', { kind: 'other' }],
  ['row(varchar, bigint)', { kind: 'other' }],
  ['struct<', { kind: 'other' }],
  ['', { kind: 'other' }],
])('reads %s', (text, type) => {
  expect(parseColumnType(text)).toEqual(type);
});

it('bounds what is nested', () => {
  expect(() => parseColumnType('array('.repeat(10_000) + 'varchar' + ')'.repeat(10_000))).not.toThrow();
});
