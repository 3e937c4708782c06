import { fold, type Expression, type Predicate } from '../../sigma';
import { possible } from './possible';
import { ANY, intersection, NONE, OPEN, setOf, union, type EventPair, type PairSet } from './pairs';

/** Predicates looked at, over all pairs, to take out those that a negation rules out. */
const MAX_CHECKS = 5_000_000;

/**
 * The (eventSource, eventName) pairs that can satisfy an expression: its disjunctive normal form, each conjunct projected
 * on the two fields, without the pairs that its negations rule out. `*` stands where a conjunct leaves a field open or
 * tests it otherwise than by equality.
 *
 * Sound: an event that satisfies the expression has one of the pairs. Values are folded.
 *
 * @param literals receives each value as the rule first writes it, by its folded form
 */
export function projectEvents(expression: Expression, literals: Map<string, string> = new Map()): EventPair[] {
  const pairs = [...project(expression, true, literals).values()];
  const checks = pairs.length * sizeOf(expression);
  return checks > MAX_CHECKS ? pairs : pairs.filter((pair) => possible(expression, pair));
}

function project(expression: Expression, positive: boolean, literals: Map<string, string>): PairSet {
  switch (expression.op) {
    case 'and':
    case 'or': {
      const sets = expression.of.map((child) => project(child, positive, literals));
      // De Morgan: a negated OR is an AND of negations.
      const conjunction = (expression.op === 'and') === positive;
      return conjunction ? sets.reduce(intersection, OPEN) : union(sets);
    }
    case 'not':
      return project(expression.of, !positive, literals);
    case 'detection':
      return project(expression.of, positive, literals);
    case 'constant':
      return expression.value === positive ? OPEN : NONE;
    case 'predicate':
      return positive ? pairsOf(expression.predicate, literals) : OPEN;
  }
}

function pairsOf(predicate: Predicate, literals: Map<string, string>): PairSet {
  const { field } = predicate;
  if ((field !== 'eventSource' && field !== 'eventName') || predicate.kind !== 'eq') {
    return OPEN;
  }
  const text = String(predicate.value);
  const value = fold(text);
  if (!literals.has(value)) {
    literals.set(value, text);
  }
  return setOf([field === 'eventSource' ? { source: value, name: ANY } : { source: ANY, name: value }]);
}

function sizeOf(expression: Expression): number {
  switch (expression.op) {
    case 'and':
    case 'or':
      return expression.of.reduce((sum, child) => sum + sizeOf(child), 1);
    case 'not':
    case 'detection':
      return 1 + sizeOf(expression.of);
    default:
      return 1;
  }
}
