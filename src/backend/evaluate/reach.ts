import type { SigmaCorrelation, SigmaRule } from '../../sigma';
import type { RuleBook } from '../rules/ruleBook';
import type { SelectedRule } from './selected';

/** Rules with all that correlations among them look at, however far down; each once. */
export interface Reach {
  readonly rules: readonly SigmaRule[];
  readonly correlations: readonly SigmaCorrelation[];
}

export function reachOf(book: RuleBook, selected: ReadonlyArray<Pick<SelectedRule, 'rule'>>): Reach {
  const rules: SigmaRule[] = [];
  const correlations: SigmaCorrelation[] = [];
  const visited = new Set<string>();
  const visit = (rule: SigmaRule | SigmaCorrelation | undefined): void => {
    if (!rule || visited.has(rule.key)) {
      return;
    }
    visited.add(rule.key);
    if (rule.kind === 'rule') {
      rules.push(rule);
    } else {
      correlations.push(rule);
      rule.rules.forEach((key) => visit(book.byKey.get(key)));
    }
  };
  selected.forEach(({ rule }) => visit(rule));
  return { rules, correlations };
}
