import type { Expression, RuleSet, SigmaCorrelation, SigmaRule } from '../src/sigma';

/** A rule set with one thing about one rule changed. */
export interface Mutation {
  /** What was changed, in words. */
  readonly what: string;
  readonly ruleSet: RuleSet;
}

/**
 * Every predicate of every rule, each value of a list by itself, held for always true (removed from what the rule asks
 * for) and for always false (removed from what it excludes, or one of several values left out). Of correlations the
 * thresholds by one, the order, and each field to group by.
 */
export function mutations(ruleSet: RuleSet): Mutation[] {
  const { rules, correlations } = ruleSet;
  return [
    ...rules.flatMap((rule, at) =>
      changed(rule.expression).map(({ what, expression }) => ({
        what: `${rule.title}: ${what}`,
        ruleSet: { ...ruleSet, rules: rules.with(at, { ...rule, expression } satisfies SigmaRule) },
      }))
    ),
    ...correlations.flatMap((correlation, at) =>
      changedCorrelation(correlation).map(({ what, change }) => ({
        what: `${correlation.title}: ${what}`,
        ruleSet: { ...ruleSet, correlations: correlations.with(at, { ...correlation, ...change }) },
      }))
    ),
  ];
}

function changedCorrelation({ type, thresholds, groupBy }: SigmaCorrelation) {
  const changes: Array<{ what: string; change: Partial<SigmaCorrelation> }> = [];
  thresholds.forEach(({ operator, value }, at) =>
    [value - 1, value + 1].forEach((other) =>
      changes.push({
        what: `${operator} ${other} in place of ${value}`,
        change: { thresholds: thresholds.with(at, { operator, value: other }) },
      })
    )
  );
  groupBy.forEach((field) =>
    changes.push({ what: `not grouped by ${field}`, change: { groupBy: groupBy.filter((other) => other !== field) } })
  );
  if (type === 'temporal_ordered') {
    changes.push({ what: 'in any order', change: { type: 'temporal' } });
  }
  return changes;
}

interface Changed {
  readonly what: string;
  readonly expression: Expression;
}

function changed(expression: Expression): Changed[] {
  switch (expression.op) {
    case 'and':
    case 'or':
      return expression.of.flatMap((part, at) =>
        changed(part).map(({ what, expression: inner }) => ({
          what,
          expression: { ...expression, of: expression.of.with(at, inner) },
        }))
      );
    case 'not':
    case 'detection':
      return changed(expression.of).map(({ what, expression: inner }) => ({
        what,
        expression: { ...expression, of: inner },
      }));
    case 'predicate': {
      const { field, kind } = expression.predicate;
      const value = 'value' in expression.predicate ? JSON.stringify(expression.predicate.value) : '';
      return [true, false].map((constant) => ({
        what: `${field ?? 'any field'} ${kind} ${value} is always ${constant}`,
        expression: { op: 'constant', value: constant },
      }));
    }
    case 'constant':
      return [];
  }
}
