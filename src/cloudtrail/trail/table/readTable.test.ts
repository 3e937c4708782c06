import { loadRuleSet } from '../../../sigma';
import { selectEvents } from '../sql/selectEvents';
import { awsTable, column, selectedColumns } from '../testing/awsTable';
import { TrailError } from '../trailError';
import type { SqlRow, TableInfo } from '../types';
import { readTable } from './readTable';

const NAME = { catalog: 'hive', schema: 'logs', table: 'trail' };
const needed = ['eventtime', 'eventname', 'eventsource'].map((name) => column(name, 'string'));
const table = (columns: TableInfo['columns'], properties = {}) =>
  readTable({ columns: [...needed, ...columns], properties }, NAME);
const placed = (one: ReturnType<typeof table>, field: string) => {
  const place = one.place(field);
  return place.kind === 'leaf' || place.kind === 'entry'
    ? `${place.kind} ${place.node.kind} ${place.node.sql}`
    : place.kind;
};

it.each([
  ['Athena', 'struct<type:string,sessioncontext:struct<attributes:struct<mfaauthenticated:string>>>'],
  ['Trino', 'row(type varchar, sessioncontext row(attributes row(mfaauthenticated varchar)))'],
])('finds members of structs as %s spells them', (_, type) => {
  const found = table([column('useridentity', type), column('resources', 'array<struct<arn:string,type:string>>')]);
  expect(placed(found, 'userIdentity.type')).toBe('leaf text "useridentity"."type"');
  expect(placed(found, 'userIdentity.sessionContext.attributes.mfaAuthenticated')).toBe(
    'leaf text "useridentity"."sessioncontext"."attributes"."mfaauthenticated"'
  );
  expect(placed(found, 'userIdentity.sessionContext')).toBe('struct');
  expect(placed(found, 'userIdentity.arn')).toBe('missing');
  expect(placed(found, 'useridentity.type')).toBe('missing');
  expect(placed(found, 'resources.ARN')).toBe('entry text r."arn"');
});

it('takes texts for JSON where the record has an object', () => {
  const found = table([column('user_identity', 'varchar'), column('requestparameters', 'string')]);
  expect(placed(found, 'userIdentity.type')).toBe('leaf json "user_identity"');
  expect(placed(found, 'requestParameters.a.b')).toBe('leaf json "requestparameters"');
});

it('reads columns that are no texts', () => {
  const found = table([
    column('readonly', 'boolean'),
    column('requestparameters', 'map<string,string>'),
    column('recipientaccountid', 'bigint'),
  ]);
  expect(placed(found, 'readOnly')).toBe('leaf boolean CAST("readonly" AS varchar)');
  expect(placed(found, 'requestParameters.a')).toBe('leaf opaque "requestparameters"');
  const times = readTable(
    { columns: [column('eventtime', 'timestamp(3) with time zone'), ...needed.slice(1)], properties: {} },
    NAME
  );
  expect(placed(times, 'eventTime')).toBe(
    `leaf text date_format(at_timezone("eventtime", 'UTC'), '%Y-%m-%dT%H:%i:%sZ')`
  );
});

it('takes the text null for a null where the table’s reader writes it', () => {
  const serde = { 'serde.serialization.lib': 'com.amazon.emr.hive.serde.CloudTrailSerde' };
  expect(placed(table([column('useragent', 'string')], serde), 'userAgent')).toBe(
    `leaf text nullif("useragent", 'null')`
  );
  expect(placed(table([column('useragent', 'string')]), 'userAgent')).toBe('leaf text "useragent"');
});

it('lets a partition stand in for a column that is missing', () => {
  const found = table([column('region', 'string', true), column('account', 'string', true)]);
  expect(placed(found, 'awsRegion')).toBe('leaf text "region"');
  expect(placed(found, 'recipientAccountId')).toBe('leaf text "account"');
});

it('refuses a table of something else', () => {
  expect(() => readTable({ columns: [column('id', 'bigint')], properties: {} }, NAME)).toThrow(TrailError);
  expect(() => readTable({ columns: [column('id', 'bigint')], properties: {} }, NAME)).toThrow(/trail-ddl/);
});

it('says which fields of which rules it cannot show', () => {
  const text = (id: string, field: string) =>
    `title: T\nid: ${id}\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {eventName: A, ${field}: x}, condition: s}\n`;
  const ids = ['a', 'b'].map((letter) => `${letter.repeat(8)}-1111-4111-8111-111111111111`);
  const { rules } = loadRuleSet(
    ids.map((id, at) => ({
      file: `${id}.yml`,
      text: text(id, at === 0 ? 'insightDetails.state' : 'userAgent|fieldref'),
    }))
  );
  expect(table([]).blindFields(rules)).toEqual([
    { field: 'insightDetails.state', rules: [ids[0]] },
    { field: 'userAgent', rules: [ids[1]] },
    { field: 'x', rules: [ids[1]] },
  ]);
});

describe('a record put together again', () => {
  const { text, recordOf } = selectEvents({
    table: awsTable(),
    condition: { text: 'TRUE' },
    fromS: 0,
    toS: 1,
    settleMinutes: 0,
  });
  const names = selectedColumns(text);
  const rowOf = (values: Readonly<Record<string, string>>): SqlRow => names.map((name) => values[name] ?? null);

  it('has CloudTrail’s names, JSON as it stands, and booleans', () => {
    const row = recordOf(
      rowOf({
        '"eventid"': 'id-1',
        '"eventtime"': '2026-01-31T12:00:00Z',
        '"eventname"': 'PutObject',
        '"readonly"': 'false',
        '"requestparameters"': '{"n":12345678901234567890,"a":[1E+3]}',
        '"responseelements"': 'not JSON',
        '"useridentity"."type"': 'AssumedRole',
        '"useridentity"."arn"': 'arn:aws:sts::111122223333:assumed-role/r/Session',
        '"recipientaccountid"': '111122223333',
        '"awsregion"': 'us-east-1',
      })
    );
    expect(row).toMatchObject({
      eventId: 'id-1',
      timeMs: Date.parse('2026-01-31T12:00:00Z'),
      eventName: 'PutObject',
      readOnly: false,
      username: 'Session',
      account: '111122223333',
      region: 'us-east-1',
    });
    expect(row.text).toContain('"requestParameters":{"n":12345678901234567890,"a":[1E+3]}');
    expect(JSON.parse(row.text ?? '')).toMatchObject({
      readOnly: false,
      responseElements: 'not JSON',
      userIdentity: { type: 'AssumedRole' },
    });
    expect(JSON.parse(row.text ?? '')).not.toHaveProperty('errorCode');
  });

  it('has null for members that CloudTrail always writes, and empty objects where the table has them', () => {
    const flags = names.at(-1) ?? '';
    expect(JSON.parse(recordOf(rowOf({ [flags]: '1'.padEnd(12, '0') })).text ?? '')).toEqual({
      requestParameters: null,
      responseElements: null,
      userIdentity: {},
    });
  });

  it('gives an event without an id one that is the same for the same record', () => {
    const [one, two, other] = ['a', 'a', 'b'].map((name) => recordOf(rowOf({ '"eventname"': name })).eventId);
    expect(one).toBe(two);
    expect(one).not.toBe(other);
  });
});
