import type { Expression, SigmaRule } from '../../../sigma';
import type { TrailTable } from '../table/readTable';
import { keywordBounds } from './keywords';
import { predicateBounds, type Bounds } from './predicateBounds';
import { simplify } from './simplify';
import { negate, type Term } from './term';

/** What is true of each event that a rule matches. */
export function ruleTerm(rule: SigmaRule, table: TrailTable): Term {
  return simplify(expressionBounds(rule.expression, table).necessary);
}

/** SQL on both sides of an expression. */
export function expressionBounds(expression: Expression, table: TrailTable): Bounds {
  switch (expression.op) {
    case 'and':
    case 'or': {
      const all = expression.of.map((child) => expressionBounds(child, table));
      return {
        necessary: { op: expression.op, of: all.map(({ necessary }) => necessary) },
        sufficient: { op: expression.op, of: all.map(({ sufficient }) => sufficient) },
      };
    }
    case 'not': {
      const { necessary, sufficient } = expressionBounds(expression.of, table);
      return { necessary: negate(sufficient), sufficient: negate(necessary) };
    }
    case 'detection':
      return expressionBounds(expression.of, table);
    case 'constant': {
      const term: Term = { op: 'constant', value: expression.value };
      return { necessary: term, sufficient: term };
    }
    case 'predicate': {
      const { predicate } = expression;
      const { field } = predicate;
      return field === undefined
        ? keywordBounds(predicate, table)
        : predicateBounds({ ...predicate, field }, table.place);
    }
  }
}
