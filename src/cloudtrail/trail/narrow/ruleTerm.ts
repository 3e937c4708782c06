import type { Expression, SigmaRule } from '../../../sigma';
import type { TrailTable } from '../table/readTable';
import { keywordTerm } from './keywords';
import { predicateBounds } from './predicateBounds';
import { simplify } from './simplify';
import { FALSE, negate, type Term } from './term';

/** What is true of each event that a rule matches. */
export function ruleTerm(rule: SigmaRule, table: TrailTable): Term {
  return simplify(expressionBounds(rule.expression, table).necessary);
}

/** What is true of each event of which an expression is true, and what is true only of such events. */
interface Bounds {
  readonly necessary: Term;
  readonly sufficient: Term;
}

function expressionBounds(expression: Expression, table: TrailTable): Bounds {
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
        ? { necessary: keywordTerm(predicate, table), sufficient: FALSE }
        : predicateBounds({ ...predicate, field }, table.place);
    }
  }
}
