import type { DataResponse } from '../protocol/handlers';
import type { Frame } from '../frames/frame';
import { NOW_S, TestBackend, type BackendOptions } from '../testing/backend';
import { SAMPLE_EVENTS } from '../testing/sampleEvents';
import { KEY_RULE, SAMPLE_RULES, STOP_RULE, USER_RULE } from '../testing/sampleRules';

const NUMERIC = { queryType: 'counts', format: 'numeric' };
const TABLE = { queryType: 'detections', format: 'table' };

function backend(options: BackendOptions = {}): TestBackend {
  return new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS, ...options });
}

function column(frame: Frame, name: string): unknown[] {
  return Array.from((frame.fields.find((field) => field.name === name)?.values ?? []) as ArrayLike<unknown>);
}
function counts({ frames: [frame] }: DataResponse): Record<string, number> {
  const values = column(frame, 'count') as number[];
  return Object.fromEntries(column(frame, 'rule_id').map((id, index) => [id, values[index]]));
}
function notices({ frames: [frame] }: DataResponse): string {
  return (frame.meta?.notices ?? []).map(({ text }) => text).join('\n');
}

describe('queries', () => {
  it('answers each query by itself: one fault does not take the others down', async () => {
    const [good, bad] = await backend().queries([NUMERIC, { queryType: 'nonsense' }]);
    expect(good.error).toBeUndefined();
    expect(bad).toMatchObject({ status: 400, errorSource: 'downstream', error: expect.stringContaining('queryType') });
  });

  it.each([
    [{ queryType: 'counts', format: 'logs' }, /choose timeseries or numeric/],
    [{ ...NUMERIC, rules: { minLevel: 'grave' } }, /rules\.minLevel/],
    [{ ...NUMERIC, rules: { ids: ['no-such-rule'] } }, /No rule with the id no-such-rule is loaded/],
    [{ ...NUMERIC, groupBy: ['a.b', 'a_b'] }, /the label "a_b"/],
    [{ ...NUMERIC, groupBy: ['rule'] }, /the label "rule"/],
    [{ ...NUMERIC, regions: ['mars-1'] }, /does not search region mars-1.*eu-central-1/],
    [{ ...NUMERIC, accounts: ['999999999999'] }, /does not search account 999999999999/],
    [{ ...NUMERIC, filters: [{ field: 'eventName', operator: '=~', value: '(?=x)' }] }, /no RE2 regular expression/],
    [{ ...NUMERIC, source: 'trail' }, /No trail is set up/],
    [{ ...TABLE, limit: 0 }, /limit/],
    [
      { ...NUMERIC, rule: 'title: x\nlogsource:\n  product: aws\n' },
      /The inline rule cannot be used: line \d+, column \d+: /,
    ],
    [{ ...NUMERIC, rule: '{' }, /The inline rule cannot be used: line \d+, column \d+: /],
  ])('tells the user what is wrong with %j', async (model, message) => {
    const response = await backend().query(model);
    expect(response).toMatchObject({ status: 400, errorSource: 'downstream' });
    expect(response.error).toMatch(message);
  });

  it('runs an inline rule in place of the catalogue', async () => {
    const rule = [
      'title: By mallory',
      'logsource: {product: aws, service: cloudtrail}',
      'detection:',
      '  selection:',
      '    userIdentity.userName: mallory',
      '  condition: selection',
      'level: low',
    ].join('\n');
    const response = await backend().query({ ...NUMERIC, rule });
    expect(column(response.frames[0], 'rule')).toEqual(['By mallory']);
    expect(column(response.frames[0], 'count')).toEqual([3]);
  });

  it('counts what the table shows, for any grouping', async () => {
    const model = { filters: [{ field: 'userIdentity.userName', operator: '=', value: 'mallory' }] };
    const [numeric, grouped, table] = await backend().queries([
      { ...NUMERIC, ...model },
      { ...NUMERIC, ...model, groupBy: ['userIdentity.arn', 'sourceIPAddress'] },
      { ...TABLE, ...model },
    ]);
    const rows = column(table.frames[0], 'rule_id');
    expect(counts(numeric)).toEqual({
      [USER_RULE]: 1,
      [KEY_RULE]: 1,
      [STOP_RULE]: 1,
      '00000000-0000-4000-8000-000000000004': 0,
    });
    expect(rows.sort()).toEqual([USER_RULE, KEY_RULE, STOP_RULE].sort());
    expect((column(grouped.frames[0], 'count') as number[]).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  });

  it.each([
    [{ field: 'userIdentity.userName', operator: '!=', value: 'mallory' }, 1],
    [{ field: 'userIdentity.userName', operator: '=~', value: 'mal.*' }, 3],
    [{ field: 'userIdentity.userName', operator: '=~', value: 'mal' }, 0],
    [{ field: 'userIdentity.userName', operator: '!~', value: 'm.*' }, 1],
    [{ field: 'errorCode', operator: '=', value: '' }, 3],
    [{ field: 'eventTime', operator: '>', value: '2026-06-01T11:50:00Z' }, 2],
    [{ field: 'severity', operator: '=', value: 'critical' }, 1],
    [{ field: 'rule_id', operator: '!=', value: USER_RULE }, 2],
    [{ field: 'region', operator: '=', value: 'us-east-1' }, 3],
    [{ field: 'eventName', operator: '=', value: 'CreateUser' }, 2],
  ])('filters by %j', async (filter, expected) => {
    const response = await backend().query({ ...TABLE, filters: [filter] });
    expect(column(response.frames[0], 'rule_id')).toHaveLength(expected);
  });

  it('fills in no rule that a filter on its labels leaves out', async () => {
    const severity = (await backend().query(NUMERIC)).frames[0];
    const [label] = column(severity, 'severity') as string[];
    const filters = [{ field: 'severity', operator: '=', value: label }];
    const response = await backend().query({ ...NUMERIC, filters });
    expect(new Set(column(response.frames[0], 'severity'))).toEqual(new Set([label]));
  });

  it('looks up only what a selection of rules needs', async () => {
    const test = backend();
    const busy = Array.from({ length: 3000 }, (_, index) => ({ id: `b${index}`, atS: NOW_S - index }));
    test.trail('us-east-1').add(...busy);
    const response = await test.query({ ...NUMERIC, rules: { ids: [USER_RULE] } });
    expect(counts(response)).toEqual({ [USER_RULE]: 2 });
    // One page of everything tells how busy the region is; the other region is quiet, and that page is all of it.
    expect(test.trail('us-east-1').calls.map(({ filter }) => filter?.value)).toEqual([undefined, 'CreateUser']);
    expect(test.trail('eu-central-1').calls).toHaveLength(1);
    expect(response.frames[0].meta?.executedQueryString).toContain('region=us-east-1 EventName=CreateUser StartTime=');
  });

  it('fetches once for all queries of a request', async () => {
    const test = backend();
    await test.queries([
      NUMERIC,
      TABLE,
      { queryType: 'events', format: 'logs', limit: 5000 },
      { queryType: 'coverage' },
    ]);
    expect(test.trail('us-east-1').calls).toHaveLength(1);
  });

  it('labels severities as the site does', async () => {
    const test = backend({ jsonData: { severityLabels: { critical: 'page' } } });
    const response = await test.query({ ...NUMERIC, rules: { levels: ['critical', 'high'] } });
    expect(column(response.frames[0], 'severity').sort()).toEqual(['high', 'page']);
  });

  it('keeps the severity of log lines Grafana’s, whatever the site’s labels', async () => {
    const test = backend({ jsonData: { severityLabels: { critical: 'page' } } });
    const response = await test.query({ queryType: 'detections', format: 'logs', rules: { ids: [STOP_RULE] } });
    expect(column(response.frames[0], 'severity')).toEqual(['critical']);
    expect(JSON.parse(String(column(response.frames[0], 'labels')[0]))).toMatchObject({ severity: 'page' });
  });

  it.each([
    [{ field: 'rule_id', operator: '=', value: USER_RULE }, ['u1', 'u2']],
    [{ field: 'severity', operator: '!=', value: '' }, ['u1', 's1', 'u2', 'k1']],
    [{ field: 'severity', operator: '=', value: '' }, ['d1', 'd2']],
  ])('filters events by the rule that their lines show: %j', async (filter, ids) => {
    const [logs, table] = await backend().queries([
      { queryType: 'events', format: 'logs', filters: [filter] },
      { queryType: 'events', format: 'table', filters: [filter] },
    ]);
    expect(column(logs.frames[0], 'id')).toEqual(ids);
    expect(column(table.frames[0], 'eventID')).toEqual(ids);
  });

  it('says in each log line why it is there, and leads to the page of rules that have one', async () => {
    const rule = 'title: Denied\nlogsource: {product: aws}\ndetection: {s: {eventName: Stop*}, condition: s}';
    const [catalogue, own] = await backend().queries([
      { queryType: 'detections', format: 'logs', rules: { ids: [STOP_RULE] } },
      { queryType: 'detections', format: 'logs', rule },
    ]);
    expect(column(catalogue.frames[0], 'rule_page')).toEqual([STOP_RULE]);
    expect(column(own.frames[0], 'rule_page')).toEqual([null]);
    expect(column(own.frames[0], 'matched')).toEqual(['{"s":{"eventName":"StopLogging"}}']);
  });

  it('answers a panel with what is there and a notice, an alert with an error', async () => {
    const test = backend();
    // The sample that tells how busy a region is fails too.
    test.trail('us-east-1').faults = Array.from({ length: 20 }, () => 'access-denied');
    const [panel] = await test.queries([NUMERIC]);
    expect(counts(panel)[STOP_RULE]).toBe(1);
    expect(notices(panel)).toMatch(/access-denied/);

    const alert = await test.query(NUMERIC, { alert: true });
    expect(alert).toMatchObject({ frames: [], status: 403, errorSource: 'downstream' });
    expect(alert.error).toMatch(/window could not be searched completely/);
  });

  it('fails a panel too where nothing at all could be searched', async () => {
    const test = backend();
    test.trail('us-east-1').faults = Array.from({ length: 20 }, () => 'bad-credentials');
    test.trail('eu-central-1').faults = Array.from({ length: 20 }, () => 'bad-credentials');
    expect(await test.query(NUMERIC)).toMatchObject({ status: 401, errorSource: 'downstream', frames: [] });
  });

  it('fails an alert that cannot see its whole window in time', async () => {
    const test = backend({ jsonData: { lookupTimeoutSeconds: 3 } });
    const many = Array.from({ length: 2000 }, (_, index) => ({ id: `m${index}`, atS: NOW_S - 100 - index }));
    test.trail('us-east-1').add(...many);
    // It names no event, so that everything must be fetched.
    const rule = 'title: Denied\nlogsource: {product: aws}\ndetection: {s: {errorCode: AccessDenied}, condition: s}';
    const alert = await test.query({ ...NUMERIC, rule }, { alert: true });
    expect(alert).toMatchObject({ frames: [], status: 504 });
    const panel = await test.query({ ...NUMERIC, rule });
    expect(notices(panel)).toMatch(/lookupTimeoutSeconds/);
    expect(panel.frames[0].meta?.custom).toMatchObject({ stats: { truncated: true } });
  });

  it('uses numbers for an alert whose query does not say a format', async () => {
    const response = await backend().query({ queryType: 'counts' }, { alert: true });
    expect(response.frames[0].meta?.type).toBe('numeric-long');
  });

  it('aligns buckets to the epoch and leaves no event out', async () => {
    const fromMs = (NOW_S - 3599) * 1000;
    const response = await backend().query(
      { queryType: 'counts', format: 'timeseries', rules: { ids: [USER_RULE] } },
      { fromMs, intervalMs: 420_000 }
    );
    const [frame] = response.frames;
    const times = column(frame, 'time') as number[];
    expect(times.every((time) => time % 420_000 === 0)).toBe(true);
    expect(times[0]).toBeLessThanOrEqual(fromMs);
    expect((column(frame, 'count') as number[]).reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('refuses to search with settings that are wrong, and says which', async () => {
    const test = backend({ jsonData: { assumeRoleArn: 'x' } });
    const response = await test.query(NUMERIC);
    expect(response).toMatchObject({ status: 400 });
    expect(response.error).toMatch(/assumeRoleArn: "x" is no role ARN/);
  });

  it('keeps what was fetched when other settings change', async () => {
    const test = backend();
    await test.query(NUMERIC);
    const calls = test.trail('us-east-1').calls.length;
    test.jsonData = { ...test.jsonData, severityLabels: { critical: 'page' } };
    test.updatedMs = 2;
    const response = await test.query(NUMERIC);
    expect(column(response.frames[0], 'severity')).toContain('page');
    expect(test.trail('us-east-1').calls).toHaveLength(calls);
  });

  it.each([
    [{ lookup: { attribute: 'EventName', value: 'CreateUser' } }, ['u1', 'u2']],
    [{ filters: [{ field: 'eventID', operator: '=', value: 'u1' }] }, ['u1']],
  ])('looks up detections by %j, and shows these alone', async (model, ids) => {
    const test = backend();
    expect(column((await test.query(TABLE)).frames[0], 'eventID')).toEqual(expect.arrayContaining([...ids, 'k1']));
    // Both with what the store has from others, and from nothing.
    for (const backendOf of [test, backend()]) {
      const response = await backendOf.query({ ...TABLE, ...model });
      expect(column(response.frames[0], 'eventID')).toEqual(ids);
    }
  });

  it('looks up the attribute of an events query', async () => {
    const test = backend();
    const response = await test.query({
      queryType: 'events',
      format: 'table',
      lookup: { attribute: 'EventName', value: 'CreateUser' },
    });
    expect(column(response.frames[0], 'eventID')).toEqual(['u1', 'u2']);
  });
});
