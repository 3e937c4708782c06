import type { Expression, Predicate, SigmaRule } from '../../sigma';
import type { EventCoverage } from '../../contract/resources';
import { eventCoverage } from '../coverage/eventCoverage';

/** Fields that CloudTrail writes as booleans. */
const BOOLEANS: ReadonlySet<string> = new Set(['readOnly', 'managementEvent']);

/** What is wrong with a condition as a whole. */
export type ConditionFault = 'never-matches' | 'excludes-everything';

/**
 * Whether a condition can hold at all: undefined where nothing speaks against it. Looks at event sources and names, and
 * at conjuncts that are both asked for and excluded.
 *
 * @param coverage the rule's event coverage
 */
export function conditionFault(rule: SigmaRule, coverage: readonly EventCoverage[]): ConditionFault | undefined {
  const conjuncts = conjunctsOf(rule.expression);
  const asked = new Set(conjuncts.filter(({ op }) => op !== 'not').map(keyOf));
  if (conjuncts.some((part) => part.op === 'not' && alternativesOf(part.of).some((one) => asked.has(keyOf(one))))) {
    return 'excludes-everything';
  }
  if (coverage.length > 0) {
    return undefined;
  }
  const positive: Expression = { op: 'and', of: conjuncts.filter(({ op }) => op !== 'not') };
  return eventCoverage({ ...rule, expression: positive }).length > 0 ? 'excludes-everything' : 'never-matches';
}

/** A boolean field that is compared with what is none: it can never be equal. */
export function isWrongType(predicate: Predicate): boolean {
  return (
    predicate.field !== undefined &&
    BOOLEANS.has(predicate.field) &&
    (predicate.kind === 'gt' ||
      predicate.kind === 'gte' ||
      predicate.kind === 'lt' ||
      predicate.kind === 'lte' ||
      (predicate.kind === 'eq' && !/^(?:true|false)$/i.test(String(predicate.value))))
  );
}

/** The parts of a condition that must all hold, detections opened. */
function conjunctsOf(expression: Expression): Expression[] {
  switch (expression.op) {
    case 'and':
      return expression.of.flatMap(conjunctsOf);
    case 'detection':
      return conjunctsOf(expression.of);
    default:
      return [expression];
  }
}

/** The parts of a condition of which one is enough. */
function alternativesOf(expression: Expression): Expression[] {
  switch (expression.op) {
    case 'or':
      return expression.of.flatMap(alternativesOf);
    case 'detection':
      return alternativesOf(expression.of);
    default:
      return [expression];
  }
}

/** The same text for the same condition: places and names left out. */
function keyOf(expression: Expression): string {
  switch (expression.op) {
    case 'detection':
      return keyOf(expression.of);
    case 'and':
    case 'or':
      return expression.of.length === 1
        ? keyOf(expression.of[0])
        : `${expression.op}(${expression.of.map(keyOf).sort().join()})`;
    case 'not':
      return `not(${keyOf(expression.of)})`;
    case 'predicate': {
      const { location: _, ...predicate } = expression.predicate;
      return JSON.stringify(predicate);
    }
    case 'constant':
      return String(expression.value);
  }
}
