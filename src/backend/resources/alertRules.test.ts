import { loadProvisioning } from '../../catalogue/alerting/testing/loadProvisioning';
import { readHcl } from '../../catalogue/alerting/testing/readHcl';
import { TestBackend } from '../testing/backend';
import { SAMPLE_EVENTS } from '../testing/sampleEvents';
import { KEY_RULE, SAMPLE_RULES, STOP_RULE, USER_RULE } from '../testing/sampleRules';

const backend = (jsonData: Record<string, unknown> = {}) =>
  new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS, jsonData });
const rulesIn = (text: string) => loadProvisioning(text).flatMap((group) => group.rules);

it('gives the alert rule of a rule, that asks this data source', async () => {
  const { status, headers, body } = await backend().resource('GET', `rules/${STOP_RULE}/alert-rule`);
  expect([status, headers?.['content-type']]).toEqual([200, 'application/yaml']);
  const [rule, ...others] = rulesIn(String(body));
  expect(others).toEqual([]);
  expect(rule).toMatchObject({
    title: 'Logging stopped',
    labels: { severity: 'critical', rule_id: STOP_RULE },
    data: [{ datasourceUid: 'sigtrail', relativeTimeRange: { from: 1200, to: 0 } }, {}],
  });
});

it('gives JSON and Terraform of the same rules', async () => {
  const test = backend();
  const get = async (format: string) => {
    const { headers, body } = await test.resource('GET', `alert-rules?minLevel=high&format=${format}`);
    return [headers?.['content-type'], String(body)] as const;
  };
  const [yamlType, yaml] = await get('yaml');
  const [jsonType, json] = await get('json');
  const [hclType, hcl] = await get('hcl');
  expect([yamlType, jsonType, hclType]).toEqual(['application/yaml', 'application/json', 'text/hcl']);
  expect(rulesIn(yaml).map(({ labels }) => labels.rule_id)).toEqual([STOP_RULE, KEY_RULE]);
  expect(loadProvisioning(json)).toEqual(loadProvisioning(yaml));
  expect(readHcl(hcl).flatMap(({ blocks }) => blocks.map(({ arguments: own }) => own.uid))).toEqual(
    rulesIn(yaml).map(({ uid }) => uid)
  );
});

it('follows the data source’s settings and the URL', async () => {
  const test = backend({ settleMinutes: 30, severityLabels: { medium: 'warning' } });
  const { body } = await test.resource(
    'GET',
    'alert-rules?level=medium,high&per=level&interval=1m&for=2m&keepFiringFor=10m&folder=Security&group=iam&groupBy=account&grafanaUrl=https://g.example'
  );
  const [group] = loadProvisioning(String(body));
  expect(group).toMatchObject({ name: 'iam', folder: 'Security', interval: '1m' });
  expect(group.rules.map(({ labels }) => labels.severity)).toEqual(['high', 'warning']);
  expect(group.rules[1]).toMatchObject({
    for: '2m',
    keepFiringFor: '10m',
    annotations: { runbook_url: expect.stringMatching(/^https:\/\/g\.example\/a\//) },
    data: [{ relativeTimeRange: { from: 1860 }, model: { groupBy: ['account'], rules: { levels: ['medium'] } } }, {}],
  });
});

it('makes a query that this data source answers with what it detects', async () => {
  const test = backend();
  const { body } = await test.resource('GET', `rules/${USER_RULE}/alert-rule?groupBy=account,region`);
  const [{ data }] = rulesIn(String(body));
  const model = data[0].model;
  const answer = await test.query({ ...model }, { alert: true });
  const [frame] = answer.frames ?? [];
  expect(answer.error).toBeUndefined();
  expect(frame.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
  expect(frame.fields.map(({ name }) => name)).toEqual(['rule_id', 'rule', 'severity', 'account', 'region', 'count']);
  const detected = await test.query({ queryType: 'detections', format: 'table', rules: model.rules });
  const counts = frame.fields[5].values as number[];
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(detected.frames?.[0].fields[0].values.length);
  expect(Math.max(...counts)).toBeGreaterThan(0);
});

it.each([
  ['rules/none/alert-rule', 404, 'no-such-rule', /none/],
  ['alert-rules?id=none', 400, 'bad-request', /none/],
  ['alert-rules?q=nothinglikethis', 404, 'no-rules', /Widen/],
  [`rules/${USER_RULE}/alert-rule?format=xml`, 400, 'bad-request', /"format" is one of yaml, json, hcl/],
  ['alert-rules?per=day', 400, 'bad-request', /"per"/],
  ['alert-rules?interval=fast', 400, 'bad-request', /5m/],
  ['alert-rules?interval=15s', 400, 'bad-request', /multiple of 10/],
  ['alert-rules?level=grave', 400, 'bad-request', /grave/],
])('answers %s with a sentence', async (path, status, code, message) => {
  const answer = await backend().resource('GET', path);
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
});
