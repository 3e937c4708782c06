import type { ExclusionRow } from '../../contract/resources';
import type { Expression, Predicate, SigmaFilter, SigmaRule } from '../../sigma';
import { groupedByField, occurrencesOf, shownValue } from './predicateRows';

/**
 * What a rule never alerts on: the predicates of its condition's top-level NOT(…) conjuncts and of the filters that apply to
 * it, one row for each field and kind, sorted by field. With several conditions, which are alternatives, only what all of
 * them exclude.
 */
export function exclusionRows(rule: SigmaRule, filters: readonly SigmaFilter[]): ExclusionRow[] {
  const conditions = rule.conditions.map(({ expression }) => excludedBy(expression));
  const [first = [], ...others] = conditions;
  const everywhere = first.filter((predicate) =>
    others.every((excluded) => excluded.some((other) => sameRow(other, predicate)))
  );
  const filtered = filters.flatMap(({ expression }) => excludedBy(expression));
  return groupedByField([...everywhere, ...filtered]).map(({ field, kind, of }) => ({
    field,
    kind,
    values: [...new Set(of.map(shownValue))],
  }));
}

function sameRow(a: Predicate, b: Predicate): boolean {
  return a.field === b.field && a.kind === b.kind && shownValue(a) === shownValue(b);
}

/** Predicates of the negated conjuncts, without those that a further negation inside turns into exceptions. */
function excludedBy(expression: Expression): Predicate[] {
  switch (expression.op) {
    case 'and':
      return expression.of.flatMap(excludedBy);
    case 'or':
      return expression.of.length === 1 ? expression.of.flatMap(excludedBy) : [];
    case 'not':
      return occurrencesOf(expression.of).flatMap(({ predicate, negated }) => (negated ? [] : predicate));
    default:
      // A detection's own `neq` is part of what the rule looks for, not a conjunct of the condition.
      return [];
  }
}
