import type { Expression } from '../types';
import { fold } from '../event/text';

/**
 * Values (folded) one of which the field must have for the expression to be true; undefined where it is left open.
 * Sound: an event whose field has none of them never matches. An empty set: nothing matches.
 */
export function necessaryValues(expression: Expression, field: string): ReadonlySet<string> | undefined {
  switch (expression.op) {
    case 'and': {
      let least: ReadonlySet<string> | undefined;
      for (const child of expression.of) {
        const values = necessaryValues(child, field);
        if (values && (!least || values.size < least.size)) {
          least = values;
        }
      }
      return least;
    }
    case 'or': {
      const all = new Set<string>();
      for (const child of expression.of) {
        const values = necessaryValues(child, field);
        if (!values) {
          return undefined;
        }
        values.forEach((value) => all.add(value));
      }
      return all;
    }
    case 'detection':
      return necessaryValues(expression.of, field);
    case 'predicate': {
      const { predicate } = expression;
      return predicate.field === field && predicate.kind === 'eq' && typeof predicate.value === 'string'
        ? new Set([fold(predicate.value)])
        : undefined;
    }
    case 'constant':
      return expression.value ? undefined : new Set();
    case 'not':
      return undefined;
  }
}
