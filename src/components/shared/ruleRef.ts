import type { SigtrailQueryModel } from '../../contract/query';

/** A rule of the catalogue by its id, or the text of one that is being written. */
export type RuleRef = { readonly id: string } | { readonly yaml: string };

/** The part of a query that selects the rule. */
export function selecting(rule: RuleRef): Pick<SigtrailQueryModel, 'rules' | 'rule'> {
  return 'id' in rule ? { rules: { ids: [rule.id] } } : { rule: rule.yaml };
}

/** Tells one rule from another, for requests that ask by a key. */
export function keyOf(rule: RuleRef): string {
  return JSON.stringify(rule);
}
