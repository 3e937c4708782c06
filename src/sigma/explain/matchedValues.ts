import type { Expression, SigmaRule } from '../types';
import { fieldReader } from '../event/fields';
import { expressionTest } from '../match/expressionTest';
import { predicateTest } from '../match/predicateTest';
import { valueTest } from '../match/valueTest';
import { writable } from './writable';

/**
 * What made a rule match: detection → field → the first value that fitted. Detections that do not match the event (a
 * filter that lets it through) are left out, and so are predicates inside a negation.
 */
export function matchedValues(rule: SigmaRule, event: unknown): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const { name, expression } of rule.detections) {
    if (expressionTest(expression, predicateTest)(event)) {
      found[name] = Object.fromEntries(valuesOf(expression, event));
    }
  }
  return found;
}

function valuesOf(expression: Expression, event: unknown): Array<[string, unknown]> {
  switch (expression.op) {
    case 'and':
    case 'or':
      return expression.of.flatMap((child) => valuesOf(child, event));
    case 'detection':
      return valuesOf(expression.of, event);
    case 'predicate': {
      const { predicate } = expression;
      if (predicate.field === undefined || !predicateTest(predicate)(event)) {
        return [];
      }
      const values: unknown[] = [];
      fieldReader(predicate.field).read(event, values);
      const single = predicate.kind === 'exists' || predicate.kind === 'is_null' || predicate.kind === 'field_eq';
      return [[predicate.field, writable((single ? values[0] : values.find(valueTest(predicate))) ?? null)]];
    }
    default:
      return [];
  }
}
