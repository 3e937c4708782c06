import type { Expression } from '../../../sigma';

/** Paths of the fields that an expression reads. */
export function fieldsOf(expression: Expression): Set<string> {
  const fields = new Set<string>();
  collect(expression, fields);
  return fields;
}

/** Whether an expression looks for keywords: then it reads every leaf of an event. */
export function hasKeywords(expression: Expression): boolean {
  switch (expression.op) {
    case 'and':
    case 'or':
      return expression.of.some(hasKeywords);
    case 'not':
    case 'detection':
      return hasKeywords(expression.of);
    case 'predicate':
      return expression.predicate.field === undefined;
    case 'constant':
      return false;
  }
}

function collect(expression: Expression, fields: Set<string>): void {
  switch (expression.op) {
    case 'and':
    case 'or':
      expression.of.forEach((child) => collect(child, fields));
      break;
    case 'not':
    case 'detection':
      collect(expression.of, fields);
      break;
    case 'predicate': {
      const { predicate } = expression;
      if (predicate.field !== undefined) {
        fields.add(predicate.field);
        if (predicate.kind === 'field_eq') {
          fields.add(predicate.value);
        }
      }
      break;
    }
    case 'constant':
      break;
  }
}
