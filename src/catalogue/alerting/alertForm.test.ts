import { alertForm, alertFormUrl, type AlertForm, type AlertSource } from './alertForm';
import { alertRules } from './alertRules';
import { textsOf } from './annotations';
import { expandTemplate } from './testing/expandTemplate';
import { HOSTILE, rulesOf, ruleText, uuid } from './testing/rules';

const MANY: AlertSource = { datasourceUid: 'sigtrail', title: 'Sigma: high', query: { rules: { minLevel: 'high' } } };

/** What Grafana reads of the address. */
function decoded(url: string): AlertForm {
  const { pathname, searchParams } = new URL(url, 'https://grafana.example');
  expect(pathname).toBe('/alerting/new');
  return JSON.parse(searchParams.get('defaults') ?? '') as AlertForm;
}
function texts(form: AlertForm, data: Parameters<typeof expandTemplate>[1]): Record<string, string> {
  return Object.fromEntries(form.annotations.map(({ key, value }) => [key, expandTemplate(value, data)]));
}

describe('the form of a new alert rule', () => {
  it.each([
    ['plain', ruleText(uuid(1), { title: 'A user without MFA', level: 'medium', tags: ['attack.t1078.004'] })],
    ['hostile', ruleText(uuid(2), { title: HOSTILE, description: HOSTILE, level: 'high', references: [HOSTILE] })],
  ])('is what an export of the same rule holds (%s)', (_, text) => {
    const rules = rulesOf(text);
    const [rule] = rules;
    const options = { datasourceUid: 'sigtrail', severityLabels: { high: 'P2' }, settleMinutes: 30 };
    const [exported] = alertRules(rules, options).groups[0].rules;
    const form = decoded(
      alertFormUrl(
        alertForm({
          ...options,
          title: rule.title,
          query: { rules: { ids: [rule.key] } },
          rule: textsOf(rule),
          level: rule.level ?? 'informational',
        })
      )
    );
    expect(form).toMatchObject({
      name: exported.title,
      condition: exported.condition,
      noDataState: exported.noDataState,
      execErrState: exported.execErrState,
    });
    const pairs = (list: AlertForm['labels']) => Object.fromEntries(list.map(({ key, value }) => [key, value]));
    expect(pairs(form.labels)).toEqual(exported.labels);
    expect(pairs(form.annotations)).toEqual(exported.annotations);
    expect(
      form.queries.map(({ refId, datasourceUid, relativeTimeRange: { from, to }, model }) => ({
        refId,
        datasourceUid,
        fromSeconds: from,
        toSeconds: to,
        model,
      }))
    ).toEqual(exported.queries.map(({ queryType: _type, ...query }) => query));
  });

  it('names in each instance its own rule where it is about many, whose severity the query tells', () => {
    const form = alertForm(MANY);
    const labels = { rule: 'Root signed in', rule_id: 'a b', account: '1', region: 'r' };
    expect(texts(form, { labels, values: { A: 2 } })).toEqual({
      summary: 'Root signed in: 2 in the last 20 minutes, account 1, region r',
      runbook_url: 'https://grafana.example/a/sigtrail-cloudtrail-app/rules/a+b',
    });
    expect(texts(form, { labels: {}, values: {} }).summary).toBe('Sigma: high');
    expect(form.labels).toEqual([]);
  });

  it('takes over what narrows the query, and its labels instead of account and region', () => {
    const filters = [{ field: 'eventName', operator: '=' as const, value: 'CreateUser' }];
    const query = { rule: 'title: x', regions: ['eu-west-1'], accounts: ['1'], filters, groupBy: ['userIdentity.arn'] };
    const form = alertForm({ ...MANY, query, level: 'low' });
    expect(form.queries[0].model).toMatchObject({ ...query, queryType: 'counts', format: 'numeric', fill: 'none' });
    // Rows of 0 cannot be listed for principals: no row is the quiet state then.
    expect(form.noDataState).toBe('OK');
    expect(form.labels).toEqual([{ key: 'severity', value: 'low' }]);
  });
});

it('leaves texts out until the address fits, those first that are needed least', () => {
  const rule = {
    key: 'k',
    description: 'd'.repeat(4000),
    attack: [],
    falsepositives: ['f'.repeat(2000)],
    references: ['r'.repeat(2000)],
  };
  const url = alertFormUrl(alertForm({ ...MANY, rule }));
  expect(url.length).toBeLessThanOrEqual(7000);
  expect(decoded(url).annotations.map(({ key }) => key)).toEqual(['summary', 'description', 'runbook_url']);
});
