import type { RulePredicatesResponse, RuleSummary } from '../../../contract/resources';
import { predicateIndex } from '../../../catalogue/search/predicateIndex';
import { buildCatalogue } from '../../../catalogue';
import { loadRuleSet } from '../../../sigma';

/** A row of the catalogue with what a test cares about. */
export function sampleRule(id: string, more: Partial<RuleSummary> = {}): RuleSummary {
  return {
    id,
    title: `Rule ${id}`,
    kind: 'rule',
    level: 'low',
    tags: [],
    services: [],
    tactics: [],
    techniques: [],
    source: 'bundled',
    visible: true,
    enabled: true,
    ...more,
  };
}

/** The catalogue's answers for files of rules. */
export function answersOf(files: ReadonlyArray<{ file: string; text: string }>): {
  rules: RuleSummary[];
  predicates: RulePredicatesResponse;
} {
  const ruleSet = loadRuleSet(files);
  return {
    rules: buildCatalogue(ruleSet).summaries({}, true),
    predicates: predicateIndex([...ruleSet.rules, ...ruleSet.correlations]),
  };
}
