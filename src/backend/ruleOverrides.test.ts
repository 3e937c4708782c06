import { loadProvisioning } from '../catalogue/alerting/testing/loadProvisioning';
import type { RulePage, RulesResponse, RuleSummary } from '../contract/resources';
import type { Frame } from './frames/frame';
import type { DataResponse } from './protocol/handlers';
import { TestBackend } from './testing/backend';
import { SAMPLE_EVENTS } from './testing/sampleEvents';
import { KEY_RULE, QUIET_RULE, SAMPLE_RULES, STOP_RULE, USER_RULE } from './testing/sampleRules';

/** What `ruleOverrides` does to all that is made of rules. */
const NUMERIC = { queryType: 'counts', format: 'numeric' };
const MANY_RULE = '00000000-0000-4000-8000-000000000009';
const MANY = `title: Users made
id: ${MANY_RULE}
correlation:
  type: event_count
  rules: [${USER_RULE}]
  group-by: [recipientAccountId]
  timespan: 1h
  condition: { gte: 2 }
  generate: true
level: high
`;
const OVERRIDES = {
  [USER_RULE]: { enabled: false },
  [KEY_RULE.toUpperCase()]: { level: 'low' },
  [STOP_RULE]: { enabled: true, level: 'critical' },
  [QUIET_RULE]: { level: 'high' },
};

function backend(ruleOverrides: unknown = OVERRIDES, jsonData: Record<string, unknown> = {}): TestBackend {
  return new TestBackend({
    rules: { ...SAMPLE_RULES, 'many.yml': MANY },
    events: SAMPLE_EVENTS,
    jsonData: { ruleOverrides, ...jsonData },
  });
}
function column(frame: Frame, name: string): unknown[] {
  return Array.from((frame.fields.find((field) => field.name === name)?.values ?? []) as ArrayLike<unknown>);
}
function rows({ frames: [frame], error }: DataResponse, ...names: string[]): unknown[][] {
  expect(error).toBeUndefined();
  const columns = names.map((name) => column(frame, name));
  return (columns[0] ?? []).map((_, index) => columns.map((values) => values[index])).sort();
}
function notices({ frames: [frame] }: DataResponse): string {
  return (frame.meta?.notices ?? []).map(({ severity, text }) => `${severity}: ${text}`).join('\n');
}

describe('ruleOverrides', () => {
  it('leaves a disabled rule out of what no query names, and gives the others their level', async () => {
    const counts = await backend(OVERRIDES, { severityLabels: { low: 'P4' } }).query(NUMERIC);
    expect(rows(counts, 'rule_id', 'severity', 'count')).toEqual([
      [KEY_RULE, 'P4', 1],
      [STOP_RULE, 'critical', 1],
      [QUIET_RULE, 'high', 0],
      [MANY_RULE, 'high', 1],
    ]);
    expect(notices(counts)).not.toContain('disabled');
  });

  it('runs a disabled rule that a query names, and says so', async () => {
    const counts = await backend().query({ ...NUMERIC, rules: { ids: [USER_RULE, STOP_RULE] } });
    expect(rows(counts, 'rule_id', 'count')).toEqual([
      [USER_RULE, 2],
      [STOP_RULE, 1],
    ]);
    expect(notices(counts)).toBe(
      'info: The rule "User created" is disabled in the data source; it runs because the query names it.'
    );
  });

  it('selects by the level that the data source gives', async () => {
    const test = backend();
    const ids = async (rules: Record<string, unknown>) =>
      rows(await test.query({ ...NUMERIC, rules }), 'rule_id').flat();
    expect(await ids({ minLevel: 'high' })).toEqual([STOP_RULE, QUIET_RULE, MANY_RULE]);
    expect(await ids({ levels: ['low'] })).toEqual([KEY_RULE]);
    expect(await ids({ levels: ['medium'] })).toEqual([]);
  });

  it('shows the level on detections, log lines and events', async () => {
    const test = backend();
    const table = await test.query({ queryType: 'detections', format: 'table', rules: { ids: [KEY_RULE] } });
    expect(rows(table, 'rule_id', 'severity')).toEqual([[KEY_RULE, 'low']]);
    const logs = await test.query({ queryType: 'detections', format: 'logs', rules: { ids: [KEY_RULE] } });
    expect(rows(logs, 'severity')).toEqual([['info']]);
    const events = await test.query({ queryType: 'events', format: 'logs' });
    // CreateUser's only rule is disabled, so its events look like any other.
    expect(rows(events, 'severity').flat().sort()).toEqual(['critical', 'debug', 'debug', 'debug', 'debug', 'info']);
  });

  it('lists disabled rules as such, and the level that the text has', async () => {
    const test = backend();
    const { rules, facets } = (await test.resource('GET', 'rules')).json as unknown as RulesResponse;
    const shown = ({ id, enabled, level, writtenLevel }: RuleSummary) => [id, enabled, level, writtenLevel];
    expect(rules.map(shown).sort()).toEqual([
      [USER_RULE, false, 'medium', undefined],
      [KEY_RULE, true, 'low', 'high'],
      [STOP_RULE, true, 'critical', undefined],
      [QUIET_RULE, true, 'high', 'informational'],
      [MANY_RULE, true, 'high', undefined],
    ]);
    expect(facets.enabled).toEqual({ true: 4, false: 1 });
    expect(facets.level).toEqual({ critical: 1, high: 2, medium: 1, low: 1 });
    const page = async (id: string) => (await test.resource('GET', `rules/${id}`)).json as unknown as RulePage;
    expect(await page(KEY_RULE)).toMatchObject({
      level: 'low',
      writtenLevel: 'high',
      body: expect.stringContaining('level: high'),
    });
    expect(await page(KEY_RULE)).not.toHaveProperty('enabled');
    expect(await page(USER_RULE)).toMatchObject({ enabled: false, level: 'medium' });
  });

  it('exports alert rules of enabled rules alone, with their level', async () => {
    const test = backend();
    const { body } = await test.resource('GET', 'alert-rules');
    const labels = loadProvisioning(String(body))
      .flatMap(({ rules }) => rules)
      .map((rule) => [rule.labels?.rule_id, rule.labels?.severity]);
    expect(labels.sort()).toEqual([
      [KEY_RULE, 'low'],
      [STOP_RULE, 'critical'],
      [QUIET_RULE, 'high'],
      [MANY_RULE, 'high'],
    ]);
    const one = await test.resource('GET', `rules/${USER_RULE}/alert-rule`);
    expect(one.status).toBe(200);
  });

  it('leaves disabled rules out of coverage and of the rules table, unless named', async () => {
    const test = backend();
    const { coverage } = (await test.resource('GET', 'coverage')).json as {
      coverage: Array<{ eventName: string; rules: number }>;
    };
    // The correlation still looks at it.
    expect(coverage.find(({ eventName }) => eventName === 'CreateUser')).toMatchObject({ rules: 1 });
    expect(rows(await test.query({ queryType: 'rules' }), 'rule_id', 'level')).toEqual([
      [KEY_RULE, 'low'],
      [STOP_RULE, 'critical'],
      [QUIET_RULE, 'high'],
      [MANY_RULE, 'high'],
    ]);
    expect(rows(await test.query({ queryType: 'rules', rules: { ids: [USER_RULE] } }), 'rule_id')).toEqual([
      [USER_RULE],
    ]);
  });

  it('warns of ids that no rule has, in the health check and the catalogue', async () => {
    const ruleOverrides = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, { enabled: false }]));
    const test = backend({ ...OVERRIDES, ...ruleOverrides });
    const health = await test.health();
    expect(health.status).toBe('ok');
    expect(health.message).toContain('ruleOverrides.a: no rule with this id is loaded.');
    expect(health.message).toContain('2 more overrides');
    const { problems } = (await test.resource('GET', 'rules')).json as unknown as RulesResponse;
    expect(problems).toHaveLength(5);
    expect(problems[0]).toMatchObject({ file: 'ruleOverrides', severity: 'warning', code: 'unknown-override' });
  });

  it.each([
    ['a text', 'off', /must map ids/],
    ['a list', [USER_RULE], /must map ids/],
    ['an entry that is none', { [USER_RULE]: false }, /must be \{enabled, level\}/],
    ['a level that is none', { [USER_RULE]: { level: 'grave' } }, /"grave" is no Sigma level/],
    ['a flag that is none', { [USER_RULE]: { enabled: 1 } }, /enabled: must be true or false/],
    ['a member that is none', { [USER_RULE]: { disabled: true } }, /disabled: is unknown/],
    ['too many', Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`r${i}`, {}])), /has 10001 entries/],
  ])('tells of %s, and goes on without it', async (_, ruleOverrides, message) => {
    const test = backend(ruleOverrides);
    expect((await test.health()).message).toMatch(message);
    expect(rows(await test.query(NUMERIC), 'rule_id')).toHaveLength(5);
    expect((await test.health()).status).toBe('ok');
  });

  it('keeps rules for other records out of what no query names, unless they are switched on', async () => {
    const other = (id: string, title: string) =>
      SAMPLE_RULES['user.yml']
        .replace(USER_RULE, id)
        .replace('User created', title)
        .replace('product: aws', 'product: windows');
    const [off, on, group] = ['a', 'b', 'c'].map((end) => `00000000-0000-4000-8000-00000000000${end}`);
    const test = new TestBackend({
      rules: {
        ...SAMPLE_RULES,
        'off.yml': other(off, 'Left off'),
        'on.yml': other(on, 'Put on'),
        'group.yml': MANY.replace(MANY_RULE, group).replace(`[${USER_RULE}]`, `[${off}, ${on}]`),
        'mixed.yml': MANY.replace(`[${USER_RULE}]`, `[${off}, ${USER_RULE}]`),
      },
      events: SAMPLE_EVENTS,
      jsonData: { ruleOverrides: { [on]: { enabled: true } } },
    });
    expect(rows(await test.query(NUMERIC), 'rule_id').flat()).toEqual(
      [USER_RULE, KEY_RULE, STOP_RULE, QUIET_RULE, MANY_RULE, on].sort()
    );
    const named = await test.query({ ...NUMERIC, rules: { ids: [off] } });
    expect(rows(named, 'rule_id', 'count')).toEqual([[off, 2]]);
    expect(notices(named)).toBe(
      'info: The rule "Left off" is not written for CloudTrail; it runs because the query names it.'
    );
    expect((await test.health()).message).toContain('8 rules are loaded, 3 of them not for CloudTrail');
    expect((await test.resource('GET', `rules/${off}`)).json).toMatchObject({ enabled: false });
  });

  it('sees a change within the second of the last one', async () => {
    const test = backend({});
    expect(rows(await test.query(NUMERIC), 'rule_id')).toHaveLength(5);
    test.jsonData = { ...test.jsonData, ruleOverrides: { [USER_RULE]: { enabled: false } } };
    expect(rows(await test.query(NUMERIC), 'rule_id')).toHaveLength(4);
  });

  it('takes what a provisioning file makes of booleans, and keys that objects have', async () => {
    const test = backend(JSON.parse(`{"${USER_RULE}":{"enabled":"false"},"__proto__":{"enabled":false}}`));
    expect(rows(await test.query(NUMERIC), 'rule_id')).toHaveLength(4);
    expect((await test.health()).message).toContain('ruleOverrides.__proto__: no rule');
  });
});
