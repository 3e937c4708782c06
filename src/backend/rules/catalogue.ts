/** Interim: what the backend needs of the catalogue. To become re-exports of src/catalogue once it exists. */
import { LEVELS } from '../../contract/levels';
import type { RuleSelection } from '../../contract/query';
import type { EventCoverage, RulePage, RuleSummary } from '../../contract/resources';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import { necessaryValues } from './engine';

export interface Catalogue {
  summaries(selection: RuleSelection): RuleSummary[];
  facets(selection: RuleSelection): Record<string, Record<string, number>>;
  page(key: string): RulePage | undefined;
  select(selection: RuleSelection): Array<SigmaRule | SigmaCorrelation>;
  attackLayer(): unknown;
}
export function buildCatalogue(ruleSet: RuleSet): Catalogue {
  const all = [...ruleSet.rules, ...ruleSet.correlations];
  const select = (s: RuleSelection) =>
    all.filter((r) => {
      const level = r.level ?? 'informational';
      return (
        (!s.ids || s.ids.includes(r.key)) &&
        (!s.levels || s.levels.includes(level)) &&
        (!s.minLevel || LEVELS.indexOf(level) >= LEVELS.indexOf(s.minLevel)) &&
        (!s.statuses || s.statuses.includes(r.status ?? '')) &&
        (!s.tags || s.tags.some((t) => r.tags.includes(t))) &&
        (!s.text || r.title.toLowerCase().includes(s.text.toLowerCase()))
      );
    });
  const summary = (r: SigmaRule | SigmaCorrelation): RuleSummary => ({
    id: r.key,
    title: r.title,
    kind: r.kind,
    level: r.level ?? 'informational',
    tags: [...r.tags],
    services: [],
    tactics: [],
    techniques: [],
    source: r.source.origin ?? '',
    visible: true,
    enabled: true,
    ...(r.status ? { status: r.status } : {}),
  });
  return {
    select,
    summaries: (s) => select(s).map(summary),
    facets: (s) => {
      const level: Record<string, number> = {};
      select(s).forEach((r) => (level[r.level ?? 'informational'] = (level[r.level ?? 'informational'] ?? 0) + 1));
      return { level };
    },
    page(key) {
      const r = all.find((x) => x.key === key);
      if (!r) {
        return undefined;
      }
      const expression = r.kind === 'rule' ? r.expression : undefined;
      const names = expression ? necessaryValues(expression, 'eventName') : undefined;
      const eventCoverage = [...(names ?? ['*'])].map((eventName) => ({
        eventSource: '*',
        eventName,
        category: 'management' as const,
        visible: true,
      }));
      return {
        ...summary(r),
        logsource: {},
        references: [],
        falsepositives: [],
        attack: [],
        eventCoverage,
        body: r.body,
        stages: [],
        exclusions: [],
        indicators: [],
      } as RulePage;
    },
    attackLayer: () => ({ name: 'layer', domain: 'enterprise-attack', techniques: [] }),
  };
}
export const spellEventName = (name: string): string | undefined =>
  ({ createuser: 'CreateUser', stoplogging: 'StopLogging' })[name];
export const eventKnowledge = (_source: string, _name: string): Pick<EventCoverage, 'category' | 'readOnly'> => ({
  category: 'management',
});
export const knownFields = ['eventName', 'eventSource', 'userIdentity.arn'];
