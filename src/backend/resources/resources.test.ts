import type { RulePredicatesResponse } from '../../contract/resources';
import { TestBackend } from '../testing/backend';
import { SAMPLE_EVENTS } from '../testing/sampleEvents';
import { SAMPLE_RULES, STOP_RULE, USER_RULE } from '../testing/sampleRules';

const backend = () => new TestBackend({ rules: { ...SAMPLE_RULES, 'bad.yml': 'title: bad\n' }, events: SAMPLE_EVENTS });
const EVENT = { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' };

describe('resources', () => {
  it('lists rules with facets and problems, narrowed by level', async () => {
    const { status, json } = await backend().resource('GET', 'rules?level=critical,high');
    expect(status).toBe(200);
    expect((json.rules as Array<{ title: string }>).map(({ title }) => title)).toEqual([
      'Access key created',
      'Logging stopped',
    ]);
    expect(json.facets).toMatchObject({ level: { high: 1, critical: 1 } });
    expect(json.problems).toEqual(expect.arrayContaining([expect.objectContaining({ file: 'bad.yml', line: 1 })]));
  });

  it('says what each rule looks for, once for all who ask', async () => {
    const test = backend();
    const { status, json, headers } = await test.resource('GET', 'rule-predicates');
    expect(status).toBe(200);
    const { texts, kinds, rules } = json as unknown as RulePredicatesResponse;
    expect(
      rules[USER_RULE].map(([field, code, value]) => [texts[field], kinds[code >> 1], texts[value]])
    ).toContainEqual(['eventName', 'eq', 'CreateUser']);
    const again = await test.resource('GET', 'rule-predicates', undefined, { 'if-none-match': headers?.etag ?? '' });
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  it('refuses a level that does not exist', async () => {
    const { status, json } = await backend().resource('GET', 'rules?level=grave');
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: 'bad-request', message: expect.stringContaining('grave') } });
  });

  it('gives a rule page with its text byte for byte', async () => {
    const { json } = await backend().resource('GET', `rules/${STOP_RULE}`);
    expect(json).toMatchObject({ id: STOP_RULE, body: SAMPLE_RULES['stop.yml'] });
  });

  it('answers 404 for a rule and a path that do not exist, 405 for the wrong method', async () => {
    const test = backend();
    expect((await test.resource('GET', 'rules/none')).json).toMatchObject({ error: { code: 'no-such-rule' } });
    expect((await test.resource('GET', 'nothing')).status).toBe(404);
    expect(await test.resource('DELETE', 'rules')).toMatchObject({ status: 405 });
  });

  it('answers 304 where the caller has the answer already', async () => {
    const test = backend();
    const first = await test.resource('GET', 'rules');
    const etag = first.headers?.etag ?? '';
    expect(etag).not.toBe('');
    expect(await test.resource('GET', 'rules', undefined, { 'if-none-match': etag })).toMatchObject({
      status: 304,
      body: '',
    });
  });

  it('checks a text: problems with positions, and the page of a good rule', async () => {
    const test = backend();
    const good = await test.resource('POST', 'rules/check', { yaml: SAMPLE_RULES['user.yml'] });
    expect(good.json).toMatchObject({ page: { id: USER_RULE } });
    const bad = await test.resource('POST', 'rules/check', { yaml: 'title: x\ndetection: 1\n' });
    expect(bad.json.page).toBeUndefined();
    expect((bad.json.problems as Array<{ line: number }>).every(({ line }) => line >= 1)).toBe(true);
  });

  it.each([['not json'], [JSON.stringify([])], [JSON.stringify({ yaml: 7 })]])('refuses the body %s', async (body) => {
    const { status, json } = await backend().resource('POST', 'rules/check', body);
    expect(status).toBe(400);
    expect(json.error).toBeDefined();
  });

  it('explains a loaded and a written rule on an event', async () => {
    const test = backend();
    expect((await test.resource('POST', 'explain', { id: USER_RULE, event: EVENT })).json).toMatchObject({
      matched: true,
    });
    expect(
      (await test.resource('POST', 'explain', { yaml: SAMPLE_RULES['stop.yml'], event: JSON.stringify(EVENT) })).json
    ).toMatchObject({
      matched: false,
    });
    expect((await test.resource('POST', 'explain', { yaml: '{', event: EVENT })).json).toMatchObject({
      error: { line: expect.any(Number) },
    });
    expect((await test.resource('POST', 'explain', { id: USER_RULE, event: 7 })).json).toMatchObject({
      error: { code: 'bad-event' },
    });
  });

  it('suggests fields and their values from what was fetched', async () => {
    const test = backend();
    const fields = await test.resource('GET', 'fields');
    expect(fields.json.fields).toEqual(expect.arrayContaining([{ path: 'userIdentity.userName', seen: 6 }]));
    const values = await test.resource('GET', 'fields/userIdentity.userName/values');
    expect(values.json).toEqual({
      values: [
        { value: 'mallory', count: 3 },
        { value: 'alice', count: 2 },
        { value: 'bob', count: 1 },
      ],
    });
    expect((await test.resource('GET', 'fields/severity/values')).json).toMatchObject({
      values: expect.arrayContaining([{ value: 'critical', count: 0 }]),
    });
  });

  it('tells regions, status and coverage', async () => {
    const test = backend();
    expect((await test.resource('GET', 'regions')).json).toMatchObject({ regions: ['eu-central-1', 'us-east-1'] });
    const coverage = await test.resource('GET', 'coverage');
    expect(coverage.json.coverage).toEqual(
      expect.arrayContaining([expect.objectContaining({ eventName: 'CreateUser', seen: 2, rules: 1, matches: 2 })])
    );
    const status = await test.resource('GET', 'status');
    expect(status.json).toMatchObject({
      accounts: [{ id: '111111111111' }],
      budget: { requestsPerSecond: 1.8 },
      store: { events: 6 },
      rules: { loaded: 4, problems: expect.any(Number) },
    });
  });

  it('refuses a range that makes no sense', async () => {
    expect((await backend().resource('GET', 'coverage?from=later')).json).toMatchObject({
      error: { code: 'bad-range' },
    });
    expect((await backend().resource('GET', 'coverage?from=2&to=1')).json).toMatchObject({
      error: { code: 'bad-range' },
    });
  });
});
