import type { Expression } from '../types';

/** How many predicates an expression tests, each use counted. */
export function countPredicates(expression: Expression): number {
  switch (expression.op) {
    case 'and':
    case 'or':
      return expression.of.reduce((sum, child) => sum + countPredicates(child), 0);
    case 'not':
    case 'detection':
      return countPredicates(expression.of);
    case 'predicate':
      return 1;
    case 'constant':
      return 0;
  }
}
