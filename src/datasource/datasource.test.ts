import { firstValueFrom } from 'rxjs';
import { CoreApp, dateTime, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { annotationSupport } from './annotations';
import { fakeBackend } from './testing/datasource';
import type { SigtrailQuery } from './types';

const from = dateTime('2026-01-31T10:00:00Z');
const to = dateTime('2026-01-31T11:00:00Z');
const range = { from, to, raw: { from, to } };

function request(targets: object[], part: object = {}): DataQueryRequest<SigtrailQuery> {
  return {
    requestId: '1',
    app: CoreApp.Dashboard,
    interval: '1m',
    intervalMs: 60_000,
    range,
    scopedVars: {},
    startTime: 0,
    timezone: 'utc',
    targets: targets.map((target, index) => ({ refId: 'ABC'[index], ...target })),
    ...part,
  } as DataQueryRequest<SigtrailQuery>;
}
const ask = (backend: ReturnType<typeof fakeBackend>, targets: object[], part?: object): Promise<DataQueryResponse> =>
  firstValueFrom(backend.datasource.query(request(targets, part)));

describe('query', () => {
  it("sends the overview's query with all regions of a variable", async () => {
    const backend = fakeBackend({ region: ['eu-central-1', 'us-east-1'], minLevel: 'low' });
    await ask(backend, [
      { queryType: 'counts', format: 'timeseries', regions: ['${region}'], rules: { minLevel: '${minLevel}' } },
    ]);
    expect(backend.asked()).toEqual([
      expect.objectContaining({
        refId: 'A',
        queryType: 'counts',
        format: 'timeseries',
        regions: ['eu-central-1', 'us-east-1'],
        rules: { minLevel: 'low' },
        datasource: { type: 'sigtrail-cloudtrail-datasource', uid: 'uid' },
        intervalMs: 60_000,
      }),
    ]);
  });

  it('lets scoped variables win, as in repeated panels', async () => {
    const backend = fakeBackend({ region: ['a', 'b'] });
    await ask(backend, [{ queryType: 'events', regions: ['$region'] }], { scopedVars: { region: { value: 'b' } } });
    expect(backend.asked()[0]).toMatchObject({ regions: ['b'] });
  });

  it("adds the dashboard's ad hoc filters to the query's own", async () => {
    const backend = fakeBackend();
    await ask(backend, [{ queryType: 'detections', filters: [{ field: 'a', operator: '=', value: '1' }] }], {
      filters: [{ key: 'region', operator: '=|', value: 'x', values: ['x', 'y'] }],
    });
    expect(backend.asked()[0].filters).toEqual([
      { field: 'a', operator: '=', value: '1' },
      { field: 'region', operator: '=~', value: 'x|y' },
    ]);
  });

  it('drops a format that the kind does not have', async () => {
    const backend = fakeBackend({ kind: 'counts' });
    await ask(backend, [{ queryType: '$kind', format: 'logs' }]);
    expect(backend.asked()[0]).toMatchObject({ queryType: 'counts' });
    expect(backend.asked()[0]).not.toHaveProperty('format');
  });

  it('answers a lookup by several values with an error of its refId, and asks the others', async () => {
    const backend = fakeBackend({ users: ['alice', 'bob'] });
    const lookup = { attribute: 'Username', value: '$users' };
    const answer = await ask(backend, [{ queryType: 'events', lookup }, { queryType: 'rules' }]);
    expect(answer.errors).toEqual([
      { refId: 'A', status: 400, message: expect.stringMatching(/one Username at a time/) },
    ]);
    expect(backend.asked().map(({ refId }) => refId)).toEqual(['B']);
  });

  it('does not ask at all where every query is such a lookup', async () => {
    const backend = fakeBackend({ users: ['alice', 'bob'] });
    const answer = await ask(backend, [{ queryType: 'events', lookup: { attribute: 'Username', value: '$users' } }]);
    expect(answer).toMatchObject({ data: [], errors: [{ refId: 'A' }] });
    expect(backend.requests).toEqual([]);
  });
});

describe('filterQuery', () => {
  it.each([
    [{ queryType: 'counts' }, true],
    [{ rules: { minLevel: 'high' } }, true],
    [{ queryType: 'counts', hide: true }, false],
    [{}, false],
    [{ queryType: 'counts', rule: ' ' }, false],
    [{ queryType: 'events', lookup: { attribute: 'EventName', value: '' } }, false],
  ])('of %j is %s', (part, runs) => {
    expect(fakeBackend().datasource.filterQuery({ refId: 'A', ...part } as SigtrailQuery)).toBe(runs);
  });
});

describe('getDefaultQuery', () => {
  it.each([
    [CoreApp.Explore, { queryType: 'detections', format: 'logs' }],
    [CoreApp.UnifiedAlerting, { queryType: 'counts', format: 'numeric', fill: 'zero' }],
    [CoreApp.PanelEditor, { queryType: 'counts', format: 'timeseries', fill: 'none' }],
    [CoreApp.Dashboard, { queryType: 'counts', format: 'timeseries', fill: 'none' }],
  ])('of %s', (app, expected) => {
    expect(fakeBackend().datasource.getDefaultQuery(app)).toEqual(expected);
  });
});

it('hands queries over to Explore with the variables replaced and its own reference', () => {
  const { datasource } = fakeBackend({ id: 'rule-root' });
  const query: SigtrailQuery = {
    refId: 'A',
    queryType: 'detections',
    rules: { ids: ['$id'] },
    datasource: { uid: '$ds' },
  };
  expect(datasource.interpolateVariablesInQueries([query], {})).toEqual([
    { ...query, rules: { ids: ['rule-root'] }, datasource: { type: 'sigtrail-cloudtrail-datasource', uid: 'uid' } },
  ]);
});

it('tells alerting about variables, wherever they are', () => {
  const { datasource } = fakeBackend({ level: 'low' });
  const query: SigtrailQuery = { refId: 'A', queryType: 'counts', rules: { levels: ['$level' as 'low'] } };
  expect(datasource.targetContainsTemplate(query)).toBe(true);
  expect(datasource.targetContainsTemplate({ refId: 'A', queryType: 'counts', rule: 'cost: $5' })).toBe(false);
});

it('offers fields and their values for ad hoc filters, of the time range', async () => {
  const { datasource, requests } = fakeBackend();
  const keys = await datasource.getTagKeys({ filters: [], timeRange: range });
  expect(keys.map(({ value }) => value)).toContain('userIdentity.arn');
  const values = await datasource.getTagValues({ key: 'eventName', filters: [], timeRange: range });
  expect(values.map(({ value }) => value)).toEqual(['CreateUser', 'DeleteTrail']);
  expect(requests[1].params).toEqual({ from: from.valueOf(), to: to.valueOf() });
});

it('has no testDatasource of its own: the backend checks', () => {
  expect(Object.hasOwn(Object.getPrototypeOf(fakeBackend().datasource), 'testDatasource')).toBe(false);
});

it('takes filters from log details, by what filters compare', () => {
  const { datasource } = fakeBackend();
  const query: SigtrailQuery = { refId: 'A', queryType: 'detections', format: 'logs' };
  const options = { key: 'severity', value: 'error' };
  const filtered = datasource.toggleQueryFilter(query, { type: 'FILTER_FOR', options });
  expect(filtered.filters).toEqual([{ field: 'severity', operator: '=', value: 'high' }]);
  expect(datasource.queryHasFilter(filtered, options)).toBe(true);
  expect(datasource.modifyQuery(filtered, { type: 'ADD_FILTER_OUT', options }).filters).toEqual([
    { field: 'severity', operator: '!=', value: 'high' },
  ]);
  expect(datasource.modifyQuery(query, { type: 'ADD_FILTER', options: { key: 'matched', value: '{}' } })).toBe(query);
  expect(datasource.getSupportedQueryModifications()).toEqual(['ADD_FILTER', 'ADD_FILTER_OUT']);
});

describe('annotations', () => {
  it('are rows of detections, whatever the query says, with the rule as title', () => {
    const target: SigtrailQuery = { refId: '', queryType: 'counts', format: 'numeric', rules: { minLevel: 'high' } };
    const annotation = annotationSupport.prepareAnnotation?.({
      name: 'a',
      target,
      mappings: { text: { value: 'eventName' } },
    });
    expect(annotation?.mappings).toMatchObject({ title: { value: 'rule' }, text: { value: 'eventName' } });
    expect(annotation && annotationSupport.prepareQuery?.(annotation)).toEqual({
      refId: 'Anno',
      queryType: 'detections',
      format: 'table',
      rules: { minLevel: 'high' },
    });
  });
});
