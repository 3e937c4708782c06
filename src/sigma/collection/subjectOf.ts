import type { RuleSet, SigmaCorrelation, SigmaRule } from '../types';

/**
 * What a text is about: its first correlation, else its first rule, as they stand in it; undefined where it has neither.
 * The rules of a correlation are there for its sake.
 */
export function subjectOf({
  correlations,
  rules,
}: Pick<RuleSet, 'correlations' | 'rules'>): SigmaRule | SigmaCorrelation | undefined {
  return first(correlations) ?? first(rules);
}

/** Correlations may be sorted by what they build on. */
function first<T extends SigmaRule | SigmaCorrelation>(documents: readonly T[]): T | undefined {
  return [...documents].sort((a, b) => a.location.line - b.location.line)[0];
}
