import type { Expression, Predicate } from '../../../sigma';

/** The predicates that an expression tests, each use. */
export function* predicatesOf(expression: Expression): Generator<Predicate, void, undefined> {
  switch (expression.op) {
    case 'and':
    case 'or':
      for (const child of expression.of) {
        yield* predicatesOf(child);
      }
      break;
    case 'not':
    case 'detection':
      yield* predicatesOf(expression.of);
      break;
    case 'predicate':
      yield expression.predicate;
      break;
    case 'constant':
      break;
  }
}

/** Paths of the fields that a predicate reads; none for a keyword. */
export function fieldsRead(predicate: Predicate): readonly string[] {
  const { field } = predicate;
  if (field === undefined) {
    return [];
  }
  return predicate.kind === 'field_eq' ? [field, predicate.value] : [field];
}

/** Paths of the fields that an expression reads. */
export function fieldsOf(expression: Expression): Set<string> {
  return new Set([...predicatesOf(expression)].flatMap(fieldsRead));
}

/** Whether an expression looks for keywords: then it reads every leaf of an event. */
export function hasKeywords(expression: Expression): boolean {
  return [...predicatesOf(expression)].some(({ field }) => field === undefined);
}
