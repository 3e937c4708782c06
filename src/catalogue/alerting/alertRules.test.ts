import * as fc from 'fast-check';
import type { Level } from '../../contract/levels';
import { alertRules } from './alertRules';
import type { AlertRules } from './model';
import { AlertOptionError, type AlertOptions } from './options';
import { renderAlertRules } from './render';
import { expandTemplate } from './testing/expandTemplate';
import { loadProvisioning } from './testing/loadProvisioning';
import { HOSTILE, rulesOf, ruleText, ruleUnder, uuid } from './testing/rules';

const OPTIONS: AlertOptions = { datasourceUid: 'sigtrail' };
const RULE = ruleText(uuid(1), {
  title: 'A user without MFA',
  description: 'Somebody signs in.\nTwice.',
  level: 'medium',
  author: 'Ann',
  tags: ['attack.initial-access', 'attack.t1078.004'],
  falsepositives: ['Tests', 'Others'],
  references: ['https://a.example', 'https://b.example'],
});
const only = ({ groups }: AlertRules) => groups[0].rules[0];

describe('an alert rule for a Sigma rule', () => {
  const rule = only(alertRules(rulesOf(RULE), OPTIONS));

  it('asks for its counts over the interval and what events may be late, and fires above zero', () => {
    expect(rule.queries).toMatchObject([
      {
        refId: 'A',
        queryType: 'counts',
        fromSeconds: 1200,
        toSeconds: 0,
        datasourceUid: 'sigtrail',
        model: { queryType: 'counts', format: 'numeric', fill: 'zero', rules: { ids: [uuid(1)] } },
      },
      {
        refId: 'B',
        datasourceUid: '__expr__',
        model: { type: 'threshold', expression: 'A', conditions: [{ evaluator: { type: 'gt', params: [0] } }] },
      },
    ]);
    expect(rule).toMatchObject({ condition: 'B', execErrState: 'Error', noDataState: 'NoData', forSeconds: 0 });
  });

  it('says what the rule says, with a link to its page', () => {
    const data = { labels: { account: '111111111111', region: 'eu-west-1' }, values: { A: 3 } };
    const texts = Object.entries(rule.annotations).map(([name, text]) => [name, expandTemplate(text, data)]);
    expect(Object.fromEntries(texts)).toEqual({
      summary: 'A user without MFA: 3 in the last 20 minutes, account 111111111111, region eu-west-1',
      description: 'Somebody signs in.\nTwice.',
      attack: 'Initial Access (TA0001): T1078.004 Cloud Accounts',
      falsepositives: 'Tests\nOthers',
      references: 'https://a.example\nhttps://b.example',
      author: 'Ann',
      runbook_url: `https://grafana.example/a/sigtrail-cloudtrail-app/rules/${uuid(1)}`,
    });
    expect(expandTemplate(rule.annotations.summary, { labels: {}, values: {} })).toBe('A user without MFA');
  });

  it('has its level as severity, or as the site labels it', () => {
    expect(rule.labels).toEqual({ severity: 'medium', rule_id: uuid(1) });
    const { labels } = only(alertRules(rulesOf(RULE), { ...OPTIONS, severityLabels: { medium: 'warning' } }));
    expect(labels.severity).toBe('warning');
  });

  it('takes silence for quiet where quiet rules have no row', () => {
    const grouped = only(alertRules(rulesOf(RULE), { ...OPTIONS, groupBy: ['userIdentity.arn'] }));
    expect(grouped).toMatchObject({
      noDataState: 'OK',
      queries: [{ model: { fill: 'none', groupBy: ['userIdentity.arn'] } }, {}],
    });
  });

  it('links to the given Grafana', () => {
    const { annotations } = only(alertRules(rulesOf(RULE), { ...OPTIONS, grafanaUrl: 'https://g.example/sub/' }));
    expect(annotations.runbook_url).toBe(`https://g.example/sub/a/sigtrail-cloudtrail-app/rules/${uuid(1)}`);
  });
});

describe('alert rules', () => {
  it('stand in a group for each level, the worst first; a rule without a level is informational', () => {
    const rules = rulesOf(
      ruleText(uuid(4), { level: undefined }),
      RULE,
      ruleText(uuid(3)),
      ruleText(uuid(2), { level: 'critical' })
    );
    const { groups } = alertRules(rules, OPTIONS);
    expect(groups.map(({ name, rules: own }) => [name, own.length])).toEqual([
      ['sigma-critical', 1],
      ['sigma-high', 1],
      ['sigma-medium', 1],
      ['sigma-informational', 1],
    ]);
  });

  it('do not depend on the order of the rules', () => {
    const rules = rulesOf(...Array.from({ length: 9 }, (_, at) => ruleText(uuid(at), { title: `Same ${at % 3}` })));
    for (const per of ['rule', 'level'] as const) {
      const expected = renderAlertRules(alertRules(rules, { ...OPTIONS, per }), 'yaml');
      fc.assert(
        fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (shuffled) => {
          expect(renderAlertRules(alertRules(shuffled, { ...OPTIONS, per }), 'yaml')).toBe(expected);
        }),
        { numRuns: 20 }
      );
    }
  });

  it('keep their uids whatever else changes, and have others for another data source', () => {
    const uidsOf = (text: string, options: AlertOptions) =>
      alertRules(rulesOf(text), options).groups.flatMap(({ rules }) => rules.map(({ uid }) => uid));
    const changed = ruleText(uuid(1), { title: 'Other', level: 'low' });
    expect(uidsOf(RULE, OPTIONS)).toEqual(
      uidsOf(changed, { ...OPTIONS, folder: 'F', group: 'g', intervalSeconds: 60 })
    );
    expect(uidsOf(RULE, OPTIONS)).not.toEqual(uidsOf(RULE, { datasourceUid: 'other' }));
  });

  it('have titles and uids of their own where rules have not', () => {
    const long = 'é'.repeat(200);
    const rules = [
      ...['Same', 'same', 'SAME', long, long].map((title, at) => rulesOf(ruleText(uuid(at), { title }))[0]),
      ...[
        'ABCDEF00-0000-4000-8000-000000000000',
        'abcdef00-0000-4000-8000-000000000000',
        'a_name',
        `${'folder/'.repeat(30)}x.yml#1`,
      ].map((key, at) => ruleUnder(key, ruleText(uuid(at), { title: key }))),
    ];
    // The reader of the test refuses what is twice, and what is too long.
    const [group] = loadProvisioning(renderAlertRules(alertRules(rules, OPTIONS), 'yaml'));
    expect(group.rules).toHaveLength(rules.length);
  });
});

describe('an alert rule for a level', () => {
  const texts = [
    RULE,
    ruleText(uuid(2), { level: 'medium', description: 'Second' }),
    ruleText(uuid(3), { level: 'low' }),
  ];

  it('asks for the given rules by id', () => {
    const [{ rules }] = alertRules(rulesOf(...texts), { ...OPTIONS, per: 'level' }).groups;
    expect(rules.map(({ title, labels, queries: [{ model }] }) => ({ title, labels, rules: model.rules }))).toEqual([
      { title: 'Sigma detections: medium', labels: { severity: 'medium' }, rules: { ids: [uuid(1), uuid(2)] } },
      { title: 'Sigma detections: low', labels: { severity: 'low' }, rules: { ids: [uuid(3)] } },
    ]);
  });

  it('asks for what a selection chooses, rules that come later too', () => {
    const selection = { minLevel: 'low' as Level, tags: ['attack.t1078'] };
    const [{ rules }] = alertRules(rulesOf(...texts), { ...OPTIONS, per: 'level', selection }).groups;
    expect(rules[0].queries[0].model.rules).toEqual({ tags: ['attack.t1078'], levels: ['medium'] });
  });

  it('shows the texts of the rule that an instance is of, and its own title where the evaluation failed', () => {
    const { annotations } = only(alertRules(rulesOf(...texts), { ...OPTIONS, per: 'level' }));
    const show = (name: string, labels: Record<string, string>) =>
      expandTemplate(annotations[name], { labels, values: {} });
    expect(show('description', { rule_id: uuid(1) })).toBe('Somebody signs in.\nTwice.');
    expect(show('description', { rule_id: uuid(2) })).toBe('Second');
    expect(show('attack', { rule_id: uuid(2) })).toBe('');
    expect(show('summary', { rule: 'A user' })).toBe('A user');
    expect(show('runbook_url', { rule_id: uuid(2) })).toBe(
      `https://grafana.example/a/sigtrail-cloudtrail-app/rules/${uuid(2)}`
    );
    expect([show('summary', {}), show('description', {}), show('runbook_url', {})]).toEqual([
      'Sigma detections: medium',
      '',
      'https://grafana.example/a/sigtrail-cloudtrail-app/rules',
    ]);
  });

  it('leaves out texts that are too many, and says so', () => {
    const many = Array.from({ length: 400 }, (_, at) =>
      ruleText(uuid(at), { description: `${at} ${'x'.repeat(100)}` })
    );
    const alerts = alertRules(rulesOf(...many), { ...OPTIONS, per: 'level' });
    expect(only(alerts).annotations.description).toBeUndefined();
    expect(alerts.notices).toEqual([expect.stringContaining('without description')]);
    expect(loadProvisioning(renderAlertRules(alerts, 'yaml'))).toHaveLength(1);
  });
});

describe('hostile text', () => {
  const hostile = (text: string) => [
    ruleUnder(
      text,
      ruleText(uuid(1), { title: text, description: text, falsepositives: [text], references: [text], author: text })
    ),
  ];
  const shown = (text: string) => text.replace(/\r\n?/g, '\n').trim();

  it.each(['rule', 'level'] as const)('reaches Grafana as it is, in an alert rule per %s', (per) => {
    const special = fc.constantFrom(
      ...'$ { } % " \\ ` \' # : - \n \t'.split(' '),
      '${HOME}',
      '$HOME',
      '{{',
      '}}',
      'a',
      'é',
      '😀'
    );
    const text = fc.array(special, { minLength: 1, maxLength: 12 }).map((parts) => `a${parts.join('')}`);
    fc.assert(
      fc.property(fc.oneof(text, fc.constant(HOSTILE)), (each) => {
        const rules = hostile(each);
        const options = {
          ...OPTIONS,
          per,
          folder: `F ${each.replace(/\s/g, ' ')}`.slice(0, 60),
          severityLabels: { high: each },
        };
        const labels = { rule_id: rules[0].key, rule: rules[0].title };
        for (const format of ['yaml', 'json'] as const) {
          const [group] = loadProvisioning(renderAlertRules(alertRules(rules, options), format), {
            HOME: 'leaked',
            env: 'leaked',
          });
          const [rule] = group.rules;
          const expand = (template: string) => expandTemplate(template, { labels, values: {} });
          expect(group.folder).toBe(options.folder.trim());
          expect(expand(rule.labels.severity)).toBe(shown(each));
          expect(expand(rule.annotations.description)).toBe(shown(each));
          expect(expand(rule.annotations.references)).toBe(shown(each));
          // Newer versions of Grafana replace ${NAME} in annotations too.
          expect(Object.values(rule.annotations).filter((template) => template.includes('${'))).toEqual([]);
          expect(rule.data[0].model.rules).toEqual({ ids: [rules[0].key] });
        }
      }),
      { numRuns: 150 }
    );
  });

  it('loses what no database keeps', () => {
    const { annotations } = only(
      alertRules(rulesOf(ruleText(uuid(1), { description: 'a\u0000b\u0007c\ud800d\r\ne' })), OPTIONS)
    );
    expect(annotations.description).toBe('abc\ufffdd\ne');
  });
});

it.each<[Partial<AlertOptions>, RegExp]>([
  [{ datasourceUid: '' }, /uid/],
  [{ folder: ' ' }, /folder/],
  [{ group: 'a/b' }, /slash/],
  [{ intervalSeconds: 15 }, /multiple of 10/],
  [{ intervalSeconds: 0 }, /multiple of 10/],
  [{ forSeconds: -1 }, /`for`/],
  [{ settleMinutes: Number.NaN }, /late/],
  [{ orgId: 0 }, /organisation/],
])('refuses %j with a sentence', (options, sentence) => {
  const make = () => alertRules(rulesOf(RULE), { ...OPTIONS, ...options });
  expect(make).toThrow(AlertOptionError);
  expect(make).toThrow(sentence);
});
