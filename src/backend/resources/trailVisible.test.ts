import { TrailError } from '../../cloudtrail';
import { FakeSql } from '../../cloudtrail/trail/testing/fakeSql';
import type { CoverageResponse, RulePage, RulesResponse, TrailFieldsResponse } from '../../contract/resources';
import { NOW_S, TestBackend } from '../testing/backend';

const TRAIL = { engine: 'athena', table: 'AwsDataCatalog.logs.trail' };
const DATA_RULE = '11111111-1111-4111-8111-111111111111';
const MANAGEMENT_RULE = '22222222-2222-4222-8222-222222222222';
const OTHER_RULE = '33333333-3333-4333-8333-333333333333';
const rule = (id: string, selection: string, product = 'aws') =>
  `title: Rule ${id[0]}\nid: ${id}\nlogsource: {product: ${product}, service: cloudtrail}\ndetection: {s: {${selection}}, condition: s}`;
const RULES = {
  'data.yml': rule(
    DATA_RULE,
    'eventSource: s3.amazonaws.com, eventName: GetObject, requestParameters.bucketName: secrets'
  ),
  'management.yml': rule(MANAGEMENT_RULE, 'eventSource: cloudtrail.amazonaws.com, eventName: StopLogging'),
  'other.yml': rule(OTHER_RULE, 'eventName: x', 'windows'),
};

function start({ trail = true, sql = new FakeSql() } = {}) {
  const backend = new TestBackend({ rules: RULES, sql, jsonData: trail ? { trail: TRAIL } : {} });
  const get = async <T>(path: string) => (await backend.resource('GET', path)).json as unknown as T;
  const range = `from=${(NOW_S - 3600) * 1000}&to=${NOW_S * 1000}`;
  return { backend, sql, get, coverage: () => get<CoverageResponse>(`coverage?${range}`) };
}

const visibility = ({ rules }: RulesResponse) =>
  Object.fromEntries(rules.map(({ id, visible, through }) => [id[0], through ?? visible]));

describe('data events', () => {
  it('are visible through the trail in the list, its facets and on the page', async () => {
    const { get } = start();
    const list = await get<RulesResponse>('rules');
    expect(visibility(list)).toEqual({ 1: 'trail', 2: true, 3: false });
    expect(list.facets.visible).toEqual({ true: 2, false: 1 });
    const { eventCoverage } = await get<RulePage>(`rules/${DATA_RULE}`);
    expect(eventCoverage).toEqual([
      expect.objectContaining({ eventName: 'GetObject', visible: true, through: 'trail' }),
    ]);
    expect((await get<RulePage>(`rules/${MANAGEMENT_RULE}`)).eventCoverage[0]).not.toHaveProperty('through');
  });

  it('are not visible without a trail', async () => {
    const { get } = start({ trail: false });
    const list = await get<RulesResponse>('rules');
    expect(visibility(list)).toEqual({ 1: false, 2: true, 3: false });
    expect((await get<RulePage>(`rules/${DATA_RULE}`)).eventCoverage[0]).toMatchObject({ visible: false });
  });

  it('are visible in the coverage of the resource and of the query', async () => {
    const { backend, coverage } = start();
    const rows = (await coverage()).coverage;
    expect(rows.find(({ eventName }) => eventName === 'GetObject')).toMatchObject({ visible: true, through: 'trail' });
    expect(rows.find(({ eventName }) => eventName === 'StopLogging')).not.toHaveProperty('through');
    const { frames } = await backend.query({ queryType: 'coverage' });
    const columns = new Map(frames[0].fields.map(({ name, values }) => [name, Array.from(values as unknown[])]));
    const at = columns.get('eventName')?.indexOf('GetObject') ?? -1;
    expect([columns.get('visible')?.[at], columns.get('through')?.[at]]).toEqual([true, 'trail']);
  });
});

describe('coverage while the trail cannot be read', () => {
  it('counts what LookupEvents has, and says so', async () => {
    const { backend, sql, coverage } = start();
    sql.failure = new TrailError('access-denied', 'Denied', 'Athena refuses: allow athena:StartQueryExecution.');
    backend.trail('eu-central-1').add({ id: 'e1', atS: NOW_S - 1200, record: { eventName: 'StopLogging' } });
    const { coverage: rows, notices } = await coverage();
    expect(rows.length).toBeGreaterThan(0);
    expect(notices[0]).toEqual({
      severity: 'warning',
      text: expect.stringMatching(/^The trail could not be read, .*Athena refuses: allow/),
    });
  });

  it('is an error of a query that asks for the trail', async () => {
    const { backend, sql } = start();
    sql.failure = new TrailError('access-denied', 'Denied', 'Athena refuses.');
    expect((await backend.query({ queryType: 'coverage', source: 'trail' })).error).toMatch(/Athena refuses/);
  });
});

describe('GET trail-fields', () => {
  it('names what the table has no column for, by rule', async () => {
    const sql = new FakeSql();
    sql.columns = sql.columns.filter(({ name }) => name !== 'requestparameters');
    const { get } = start({ sql });
    expect(await get<TrailFieldsResponse>('trail-fields')).toEqual({
      table: 'AwsDataCatalog.logs.trail',
      rules: [{ id: DATA_RULE, title: 'Rule 1', fields: ['requestParameters.bucketName'] }],
      notices: [],
    });
    expect((await get<TrailFieldsResponse>(`trail-fields?id=${MANAGEMENT_RULE}`)).rules).toEqual([]);
  });

  it('says in a notice why it does not know', async () => {
    const { sql, get } = start();
    sql.failure = new TrailError('no-table', 'Missing', 'There is no such table. Check its name.');
    expect(await get<TrailFieldsResponse>('trail-fields')).toMatchObject({
      rules: [],
      notices: [{ severity: 'warning', text: expect.stringMatching(/not known\. There is no such table/) }],
    });
  });

  it('has nothing to say without a trail', async () => {
    expect(await start({ trail: false }).get('trail-fields')).toEqual({ rules: [], notices: [] });
  });
});
