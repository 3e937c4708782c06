import { countPredicates } from '../lower/countPredicates';
import type { Limits } from '../limits';
import type { Expression, Problem, SigmaFilter, SigmaLogSource, SigmaRule } from '../types';
import { createReferenceSet, type ReferenceSet } from './references';
import { problemAt } from './problemAt';

export interface Filtered {
  readonly rules: readonly SigmaRule[];
  readonly problems: readonly Problem[];
}

/** ANDs each filter, as written, to the rules it applies to: those it names, or any, with its log source. */
export function applyFilters(rules: readonly SigmaRule[], filters: readonly SigmaFilter[], limits: Limits): Filtered {
  if (filters.length === 0) {
    return { rules, problems: [] };
  }
  const references = new Map(
    filters.map((filter) => [filter, filter.rules === 'any' ? undefined : createReferenceSet(filter.rules)])
  );
  const used = new Set<SigmaFilter>();
  const problems: Problem[] = [];
  const filtered = rules.flatMap((rule) => {
    const applied = filters.filter((filter) => appliesTo(filter, references.get(filter), rule));
    if (applied.length === 0) {
      return [rule];
    }
    applied.forEach((filter) => used.add(filter));
    const expression: Expression = { op: 'and', of: [rule.expression, ...applied.map((filter) => filter.expression)] };
    if (countPredicates(expression) > limits.predicates) {
      problems.push(
        problemAt(
          rule,
          rule.location,
          'error',
          'rule-too-large',
          `With its filters the rule tests more than ${limits.predicates} values. Use fewer or smaller filters.`
        )
      );
      return [];
    }
    return [{ ...rule, expression, filters: [...rule.filters, ...applied.map((filter) => filter.key)] }];
  });
  for (const filter of filters) {
    if (!used.has(filter)) {
      problems.push(
        problemAt(
          filter,
          filter.location,
          'warning',
          'filter-unused',
          'The filter applies to no rule of this set. Check its "rules" and that its log source says no more than the rules\' own.'
        )
      );
    }
  }
  return { rules: filtered, problems };
}

/** @param references Absent: any rule. */
function appliesTo(filter: SigmaFilter, references: ReferenceSet | undefined, rule: SigmaRule): boolean {
  return holds(filter.logsource, rule.writtenLogsource ?? rule.logsource) && (references?.has(rule) ?? true);
}

/** A filter's log source holds the rules that agree in each part it gives. */
function holds(filter: SigmaLogSource, rule: SigmaLogSource): boolean {
  return (['category', 'product', 'service'] as const).every(
    (part) => filter[part] === undefined || filter[part] === rule[part]
  );
}
