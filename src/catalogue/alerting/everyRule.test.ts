import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isForCloudTrail } from '..';
import { loadRuleSet, type SigmaCorrelation, type SigmaRule } from '../../sigma';
import { bundledRules } from '../bundled';
import { alertRules } from './alertRules';
import { renderAlertRules } from './render';
import { expandTemplate } from './testing/expandTemplate';
import { loadProvisioning } from './testing/loadProvisioning';
import { readHcl } from './testing/readHcl';

type AnyRule = SigmaRule | SigmaCorrelation;

const shared = join(__dirname, '../../../../shared/data/sigma-rules');
const sets: Array<[string, AnyRule[]]> = [['our rules', load(bundledRules)]];
if (existsSync(shared)) {
  const files = readdirSync(shared).filter((file) => file.endsWith('.yml'));
  sets.push(['SigmaHQ', load(files.map((file) => ({ file, text: readFileSync(join(shared, file), 'utf8') })))]);
} else {
  console.warn('everyRule: SigmaHQ’s rules are skipped, because ../shared/data is not here.');
}

function load(sources: Parameters<typeof loadRuleSet>[0]): AnyRule[] {
  const { rules, correlations } = loadRuleSet(sources);
  return [...rules.filter(isForCloudTrail), ...correlations];
}

describe.each(sets)('%s', (_, rules) => {
  const data = (rule: AnyRule) => ({ labels: { rule_id: rule.key, rule: rule.title }, values: { A: 1 } });

  it('give one valid alert rule each, that says what the rule says', () => {
    const alerts = alertRules(rules, { datasourceUid: 'sigtrail' });
    const yaml = renderAlertRules(alerts, 'yaml');
    const loaded = loadProvisioning(yaml).flatMap((group) => group.rules);
    expect(loadProvisioning(renderAlertRules(alerts, 'json')).flatMap((group) => group.rules)).toEqual(loaded);
    expect(rules.length).toBeGreaterThan(10);
    expect(loaded).toHaveLength(rules.length);
    const byKey = new Map(loaded.map((each) => [each.labels.rule_id, each]));
    for (const rule of rules) {
      const alert = byKey.get(rule.key);
      const text = (name: string) => expandTemplate(alert?.annotations[name] ?? '', data(rule));
      expect(alert).toMatchObject({
        title: rule.title,
        labels: { severity: rule.level ?? 'informational' },
        execErrState: 'Error',
        data: [{ model: { rules: { ids: [rule.key] } } }, {}],
      });
      expect(text('description')).toBe(rule.description?.trim() ?? '');
      expect(text('falsepositives')).toBe(rule.falsepositives.join('\n'));
      expect(text('references')).toBe(rule.references.join('\n'));
      expect(text('runbook_url')).toMatch(new RegExp(`/rules/${rule.key}$`));
      for (const tag of rule.tags.filter((each) => /^attack\.t\d/.test(each))) {
        expect(text('attack')).toContain(tag.slice('attack.'.length).toUpperCase());
      }
    }
    expect(renderAlertRules(alertRules([...rules].reverse(), { datasourceUid: 'sigtrail' }), 'yaml')).toBe(yaml);
  });

  it('give one valid alert rule a level, that has every rule', () => {
    const alerts = alertRules(rules, { datasourceUid: 'sigtrail', per: 'level' });
    const [{ rules: loaded }] = loadProvisioning(renderAlertRules(alerts, 'yaml'));
    const ids = loaded.flatMap(({ data: [query] }) => (query.model.rules as { ids: string[] }).ids);
    expect(ids.sort()).toEqual(rules.map(({ key }) => key).sort());
    for (const rule of rules) {
      const alert = loaded.find(({ labels }) => labels.severity === (rule.level ?? 'informational'));
      expect(expandTemplate(alert?.annotations.summary ?? '', data(rule))).toContain(rule.title);
    }
  });

  it.each(['rule', 'level'] as const)('give Terraform that reads back, per %s', (per) => {
    const alerts = alertRules(rules, { datasourceUid: 'sigtrail', per });
    const blocks = readHcl(renderAlertRules(alerts, 'hcl')).flatMap(({ blocks: inner }) => inner);
    expect(blocks.map(({ arguments: { uid } }) => uid)).toEqual(
      alerts.groups.flatMap((group) => group.rules.map(({ uid }) => uid))
    );
  });
});
