import { join } from 'node:path';
import { loadProvisioning } from '../../catalogue/alerting/testing/loadProvisioning';
import { readHcl } from '../../catalogue/alerting/testing/readHcl';
import { folderWith, run } from '../testing/command';
import { exportCommand } from './command';

const id = (letter: string) => `${letter.repeat(8)}-1111-4111-8111-111111111111`;
const rule = (letter: string, level: string, more = '', service = 'cloudtrail'): string => `title: Rule ${letter}
id: ${id(letter)}
logsource: { product: aws, service: ${service} }
detection:
  selection: { eventName: Event${letter} }
  condition: selection
level: ${level}
${more}`;
const correlation = `title: Often
id: ${id('d')}
correlation: { type: event_count, rules: ["${id('c')}"], group-by: [sourceIPAddress], timespan: 1h, condition: { gte: 3 } }
level: critical
`;
const folder = folderWith({
  'a.yml': rule('a', 'high', 'description: costs $HOME\n'),
  'b.yml': rule('b', 'low'),
  'c.yml': `${rule('c', 'medium')}---\n${correlation}`,
  'linux.yml': rule('e', 'high', '', 'auditd'),
  'broken.yml': 'title: [\n',
});
const exported = (...more: string[]) => run(exportCommand, ['--rules', folder, '--datasource-uid', 'ct', ...more]);
const rulesIn = (text: string) => loadProvisioning(text).flatMap((group) => group.rules);

describe('sigtrail export', () => {
  it('prints an alert rule for each rule of CloudTrail that alerts by itself, and says what it leaves out', async () => {
    const { code, out, err } = await exported();
    expect(code).toBe(0);
    expect(rulesIn(out).map(({ labels }) => labels.rule_id)).toEqual([id('d'), id('a'), id('b')]);
    expect(err).toMatch(/broken\.yml:2:\d+: /);
    expect(err).toContain('3 rules exported.');
    expect(err).toContain('1 rule left out: for other log sources than CloudTrail.');
    expect(err).toContain('1 rule left out: only part of a correlation.');
  });

  it('prints the same again, and the same in each format', async () => {
    const [yaml, again, json, flag, hcl] = await Promise.all([
      exported(),
      exported(),
      exported('--format', 'json'),
      exported('--json'),
      exported('--format', 'hcl'),
    ]);
    expect(again.out).toBe(yaml.out);
    expect(loadProvisioning(json.out)).toEqual(loadProvisioning(yaml.out));
    expect(flag.out).toBe(json.out);
    const uids = readHcl(hcl.out).flatMap(({ blocks }) => blocks.map(({ arguments: { uid } }) => uid));
    expect(uids).toEqual(rulesIn(yaml.out).map(({ uid }) => uid));
  });

  it('takes its options', async () => {
    const { out } = await exported(
      ...['--per', 'level', '--min-level', 'high', '--folder', 'My folder', '--group', 'g', '--interval', '10m'],
      ...['--settle-minutes', '5', '--for', '1m', '--keep-firing-for', '30m', '--group-by', 'account,userIdentity.arn'],
      ...['--severity', 'high=error', 'critical=page', '--grafana-url', 'https://g.example', '--org-id', '2']
    );
    const [group] = loadProvisioning(out);
    expect(group).toMatchObject({ orgId: 2, folder: 'My folder', name: 'g', interval: '10m' });
    expect(group.rules.map(({ labels }) => labels.severity)).toEqual(['page', 'error']);
    expect(group.rules[1]).toMatchObject({
      for: '1m',
      keepFiringFor: '30m',
      annotations: { runbook_url: expect.stringMatching(/^https:\/\/g\.example\//) },
      data: [
        {
          relativeTimeRange: { from: 900 },
          datasourceUid: 'ct',
          model: { rules: { ids: [id('a')] }, groupBy: ['account', 'userIdentity.arn'], fill: 'none' },
        },
        {},
      ],
    });
  });

  it('groups by nothing where nothing is given', async () => {
    const [first] = rulesIn((await exported('--group-by', '')).out);
    expect(first.data[0].model).not.toHaveProperty('groupBy');
  });

  it.each([
    [['--datasource-uid', 'x'], /--rules is needed[\s\S]+usage: sigtrail export/],
    [['--rules', folder], /--datasource-uid is needed/],
    [['--rules', folder, '--datasource-uid', 'x', '--format', 'xml'], /--format is one of yaml, json, hcl, not "xml"/],
    [['--rules', folder, '--datasource-uid', 'x', '--format', 'hcl', '--json'], /--json is --format json/],
    [['--rules', folder, '--datasource-uid', 'x', '--interval', 'soon'], /--interval is a duration such as/],
    [['--rules', folder, '--datasource-uid', 'x', '--interval', '15s'], /multiple of 10[\s\S]+usage/],
    [['--rules', folder, '--datasource-uid', 'x', '--severity', 'grave=1'], /LEVEL=LABEL/],
    [['--rules', folder, '--datasource-uid', 'x', '--grafana-url', 'javascript:x'], /--grafana-url is a URL/],
    [['--rules', folder, '--datasource-uid', 'x', '--org-id', 'one'], /--org-id is a whole number/],
    [['--rules', join(folder, 'linux.yml'), '--datasource-uid', 'x'], /no rule to export is in .*linux\.yml/],
    [['--rules', join(folder, 'none'), '--datasource-uid', 'x'], /none/],
  ])('refuses %j', async (args, sentence) => {
    const { code, out, err } = await run(exportCommand, args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });
});
