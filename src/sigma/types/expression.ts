import type { Location } from './problem';
import type { Predicate } from './predicate';

/**
 * A rule's condition after lowering: selectors expanded, modifiers resolved, negations explicit.
 * The tree keeps what an explanation needs (`label`, `location`); evaluation ignores both.
 */
export type Expression =
  | AndExpression
  | OrExpression
  | NotExpression
  | DetectionExpression
  | PredicateExpression
  | ConstantExpression;

interface ExpressionBase {
  /** As the rule has it: `1 of filter_main_*`, `eventName|contains|all`. Absent where `op` says it all. */
  readonly label?: string;
  readonly location?: Location;
}
export interface AndExpression extends ExpressionBase {
  readonly op: 'and';
  readonly of: readonly Expression[];
}
export interface OrExpression extends ExpressionBase {
  readonly op: 'or';
  readonly of: readonly Expression[];
}
export interface NotExpression extends ExpressionBase {
  readonly op: 'not';
  readonly of: Expression;
}
/** A detection (`selection`, `filter_main_x`) that the condition uses. */
export interface DetectionExpression extends ExpressionBase {
  readonly op: 'detection';
  readonly name: string;
  readonly of: Expression;
}
export interface PredicateExpression extends ExpressionBase {
  readonly op: 'predicate';
  readonly predicate: Predicate;
}
export interface ConstantExpression extends ExpressionBase {
  readonly op: 'constant';
  readonly value: boolean;
}
