import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expandTemplate } from '../../src/catalogue/alerting/testing/expandTemplate';
import { goTemplate } from '../../src/catalogue/alerting/testing/goTemplate';
import { loadProvisioning } from '../../src/catalogue/alerting/testing/loadProvisioning';
import { LEVELS } from '../../src/contract/levels';

const read = (file: string) => readFileSync(join(__dirname, '../../provisioning', file), 'utf8');

interface Route {
  receiver: string;
  object_matchers?: Array<[label: string, operator: string, value: string]>;
  routes?: Route[];
}
interface Routing {
  contactPoints: Array<{
    name: string;
    receivers: Array<{ uid: string; type: string; settings: Record<string, unknown> }>;
  }>;
  policies: [Route];
}
type Labels = Readonly<Record<string, string>>;

describe('alerting/detections.yaml', () => {
  const [{ rules }] = loadProvisioning(read('alerting/detections.yaml'));

  it('shows the rule that fired, and itself where an evaluation failed', () => {
    const { summary, runbook_url: page } = rules[0].annotations;
    const fired = { labels: { rule: 'Key created', rule_id: 'a b' }, values: { A: 2 } };
    const failed = { labels: {}, values: {} };
    expect(expandTemplate(summary, fired)).toBe('Key created: 2 in the last 20 minutes');
    expect(expandTemplate(summary, failed)).toBe('Sigma detections');
    expect(expandTemplate(page, failed)).toBe('https://grafana.example/a/sigtrail-cloudtrail-app/rules');
  });
});

describe.each([
  [
    'alerting/routing.yaml',
    ['security-log', 'security-log', 'security-chat', 'security-chat', 'security-pager'],
    'security-log',
  ],
  [
    'examples/routing.yaml',
    ['security-mail', 'security-mail', 'security-chat', 'security-pager', 'security-pager'],
    'grafana-operators',
  ],
])('%s', (file, receivers, forFailures) => {
  const { contactPoints, policies } = load(read(file)) as Routing;
  const [tree] = policies;

  it('sends each level where it belongs, and failed evaluations elsewhere, whatever their level', () => {
    expect(LEVELS.map((severity) => receiverOf(tree, { alertname: 'Sigma', severity }))).toEqual(receivers);
    for (const alertname of ['DatasourceError', 'DatasourceNoData']) {
      expect(receiverOf(tree, { alertname, severity: 'critical' })).toBe(forFailures);
    }
  });

  it('names contact points and templates that are there', () => {
    const names = contactPoints.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { receiver } of [tree, ...(tree.routes ?? [])]) {
      expect(names).toContain(receiver);
    }
    const uids = contactPoints.flatMap((point) => point.receivers.map(({ uid }) => uid));
    expect(uids.filter((uid, at) => !/^[\w-]{1,40}$/.test(uid) || uids.indexOf(uid) !== at)).toEqual([]);
    for (const text of textsIn(contactPoints)) {
      // A template of the file renders; provisioning replaces the variables of the environment alone.
      expect(text.replace(/^\$SIGTRAIL_[A-Z_]+$/, '')).not.toContain('$');
      render(text, groupOf([{ severity: 'high' }]));
    }
  });
});

describe('alerting/templates.yaml', () => {
  const alert = {
    Status: 'firing',
    Labels: { severity: 'high', rule: 'Key created', account: '111111111111' },
    Annotations: {
      summary: 'Key created: 3',
      description: 'A key.',
      attack: 'T1098',
      falsepositives: 'Admins',
      references: 'https://r.example',
      author: 'Ann',
      runbook_url: 'https://g.example/rule',
    },
    GeneratorURL: 'https://g.example/alert',
    SilenceURL: 'https://g.example/silence',
  };

  it('says level, ATT&CK, false positives, references and the rule page', () => {
    const data = { Alerts: { Firing: [alert], Resolved: [] }, CommonLabels: alert.Labels };
    expect(render('{{ template "sigtrail.title" . }}', data)).toBe('[HIGH] Key created, account 111111111111');
    expect(render('{{ template "sigtrail.message" . }}', data).trim().split('\n')).toEqual([
      'Key created: 3',
      'Level: high',
      'A key.',
      'ATT&CK: T1098',
      'False positives: Admins',
      'References: https://r.example',
      'Rule by: Ann',
      'Rule page: https://g.example/rule',
      'Alert rule: https://g.example/alert',
      'Silence: https://g.example/silence',
    ]);
  });

  it('says what is quiet again', () => {
    const data = { Alerts: { Firing: [], Resolved: [alert] }, CommonLabels: alert.Labels };
    expect(render('{{ template "sigtrail.title" . }}', data)).toBe('[QUIET] Key created, account 111111111111');
    expect(render('{{ template "sigtrail.message" . }}', data).trim()).toBe(
      'Quiet again: Key created, account 111111111111'
    );
  });

  it.each<[Labels[], string]>([
    [[{ severity: 'critical' }], 'critical'],
    [[{ severity: 'high' }], 'error'],
    [[{ severity: 'medium' }], 'warning'],
    [[{ severity: 'low' }], 'info'],
    [[{ severity: 'informational' }], 'info'],
    [[{ severity: 'low' }, { severity: 'medium' }, { severity: 'high' }], 'error'],
    [[{ severity: 'medium' }, { alertname: 'DatasourceError' }], 'error'],
  ])('tells PagerDuty for %j: %s', (alerts, severity) => {
    expect(render('{{ template "sigtrail.pagerduty_severity" . }}', groupOf(alerts))).toBe(severity);
  });
});

/** A notification's data, as far as it has alerts with these labels. */
function groupOf(alerts: readonly Labels[]): Record<string, unknown> {
  const list = alerts.map((Labels) => ({ Labels, Annotations: {} }));
  return {
    Alerts: Object.assign(list, { Firing: list, Resolved: [] }),
    CommonLabels: alerts[0],
    CommonAnnotations: {},
  };
}

function render(text: string, data: unknown): string {
  const { templates } = load(read('alerting/templates.yaml')) as { templates: Array<{ template: string }> };
  // Definitions give white space of their own.
  return goTemplate(`${templates[0].template}{{- "" -}}${text}`, {
    eq: (value, ...others) => others.includes(value),
    toUpper: (value) => String(value).toUpperCase(),
    len: (value) => (value as unknown[]).length,
  })
    .run(data)
    .trimStart();
}

/** Grafana takes the first route that matches, and the parent's receiver where none does. */
function receiverOf(route: Route, labels: Labels): string {
  const next = (route.routes ?? []).find(({ object_matchers: matchers = [] }) =>
    matchers.every(([label, operator, value]) => {
      const own = labels[label] ?? '';
      return operator === '=~' ? new RegExp(`^(?:${value})$`).test(own) : operator === '=' && own === value;
    })
  );
  return next ? receiverOf(next, labels) : route.receiver;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
