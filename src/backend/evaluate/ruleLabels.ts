/** Labels of a detection that ad-hoc filters may name; they are told by the rule, not by the event. */
export interface RuleLabels {
  readonly rule_id: string;
  readonly rule: string;
  readonly severity: string;
}

export const RULE_LABELS: ReadonlySet<string> = new Set(['rule_id', 'rule', 'severity']);
