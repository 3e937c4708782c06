import { predicateTest, type Expression } from '../../sigma';

/** The condition's value where only source and name are known: undefined is "depends on the rest". */
export function verdict(expression: Expression, pair: Record<string, unknown>): boolean | undefined {
  switch (expression.op) {
    case 'constant':
      return expression.value;
    case 'detection':
      return verdict(expression.of, pair);
    case 'not': {
      const inner = verdict(expression.of, pair);
      return inner === undefined ? undefined : !inner;
    }
    case 'and':
    case 'or': {
      const decisive = expression.op === 'or';
      const values = expression.of.map((part) => verdict(part, pair));
      return values.includes(decisive) ? decisive : values.includes(undefined) ? undefined : !decisive;
    }
    case 'predicate': {
      const { field } = expression.predicate;
      return field === 'eventSource' || field === 'eventName' ? predicateTest(expression.predicate)(pair) : undefined;
    }
  }
}
