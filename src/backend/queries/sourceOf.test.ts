import { FakeSql } from '../../cloudtrail/trail/testing/fakeSql';
import type { EstimateResponse } from '../../contract/resources';
import { NOW_S, TestBackend } from '../testing/backend';

const DAY_S = 86_400;
const TRAIL = { engine: 'athena', table: 'AwsDataCatalog.logs.trail' };
const rule = (selection: string) =>
  `title: Rule\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {${selection}}, condition: s}`;
const MANAGEMENT = rule('eventName: StopLogging');
const DATA = rule('eventSource: s3.amazonaws.com, eventName: GetObject');

async function estimate(query: object, { days = 1, trail = true } = {}) {
  const backend = new TestBackend({ sql: new FakeSql(), jsonData: trail ? { trail: TRAIL } : {} });
  const { status, json } = await backend.resource('POST', 'estimate', {
    query,
    from: (NOW_S - days * DAY_S) * 1000,
    to: NOW_S * 1000,
  });
  return { status, ...(json as unknown as EstimateResponse & { error?: { message: string } }) };
}

it.each([
  [{ queryType: 'counts', rule: MANAGEMENT }, 1, 'lookup', /sees all/],
  [{ queryType: 'counts', rule: MANAGEMENT }, 100, 'trail', /last 90 days/],
  [{ queryType: 'counts', rule: DATA }, 1, 'trail', /^1 rule needs data events/],
  [{ queryType: 'counts', rule: DATA, source: 'lookup' }, 1, 'lookup', /says so/],
  [{ queryType: 'counts', rule: MANAGEMENT, source: 'trail' }, 1, 'trail', /says so/],
  [{ queryType: 'counts', rule: MANAGEMENT, regions: ['sa-east-1'] }, 1, 'trail', /not asked in sa-east-1/],
  [{ queryType: 'coverage' }, 1, 'trail', /data events too/],
  [
    {
      queryType: 'events',
      lookup: { attribute: 'EventName', value: 'GetObject' },
      filters: [{ field: 'eventSource', operator: '=', value: 's3.amazonaws.com' }],
    },
    1,
    'trail',
    /data events too/,
  ],
  [{ queryType: 'events', lookup: { attribute: 'EventName', value: 'CreateUser' } }, 1, 'lookup', /sees all/],
] as Array<[object, number, string, RegExp]>)(
  'answers %j over %d days from: %s',
  async (query, days, source, reason) => {
    const told = await estimate(query, { days });
    expect(told.source).toBe(source);
    expect(told.sourceReason).toMatch(reason);
  }
);

it('says nothing of a choice where there is no trail, and what to do where a query asks for one', async () => {
  expect(await estimate({ queryType: 'counts', rule: DATA }, { trail: false })).not.toHaveProperty('sourceReason');
  const { status, error } = await estimate({ queryType: 'counts', rule: DATA, source: 'trail' }, { trail: false });
  expect(status).toBe(400);
  expect(error?.message).toMatch(/No trail is set up.*add a trail in the settings/);
});
