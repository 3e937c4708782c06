import type { Expression, RuleSet, SigmaRule } from '../src/sigma';

/** A rule set with one predicate of one rule changed. */
export interface Mutation {
  /** What was changed, in words. */
  readonly what: string;
  readonly ruleSet: RuleSet;
}

/**
 * Every predicate of every rule, each value of a list by itself, held for always true (removed from what the rule asks
 * for) and for always false (removed from what it excludes, or one of several values left out).
 */
export function mutations(ruleSet: RuleSet): Mutation[] {
  return ruleSet.rules.flatMap((rule, at) =>
    changed(rule.expression).map(({ what, expression }) => ({
      what: `${rule.title}: ${what}`,
      ruleSet: { ...ruleSet, rules: ruleSet.rules.with(at, { ...rule, expression } satisfies SigmaRule) },
    }))
  );
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
