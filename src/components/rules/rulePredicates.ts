import type { PredicateRow, RulePredicatesResponse } from '../../contract/resources';

/** What a rule looks for, out of the index; nothing where that does not have it. */
export function predicatesOf(id: string, index: RulePredicatesResponse | undefined): PredicateRow[] {
  return rowsOf(id, index).map(([field, code, ...values]) => ({
    field: index?.texts[field] ?? '',
    kind: index?.kinds[code >> 1] ?? 'eq',
    values: values.map((value) => index?.texts[value] ?? ''),
    ...(code % 2 === 1 ? { negated: true } : {}),
  }));
}

/** The fields and values of a rule, lower case, a line each. */
export function lookedFor(id: string, index: RulePredicatesResponse | undefined): string {
  const texts = index === undefined ? [] : lowerTexts(index);
  return rowsOf(id, index)
    .flatMap(([field, , ...values]) => [texts[field], ...values.map((value) => texts[value])])
    .join('\n');
}

function rowsOf(id: string, index: RulePredicatesResponse | undefined): readonly number[][] {
  return index !== undefined && Object.hasOwn(index.rules, id) ? index.rules[id] : [];
}

const lowered = new WeakMap<RulePredicatesResponse, readonly string[]>();

/** Each text of an index once, not once for each rule that has it. */
function lowerTexts(index: RulePredicatesResponse): readonly string[] {
  let texts = lowered.get(index);
  if (!texts) {
    texts = index.texts.map((text) => text.toLowerCase());
    lowered.set(index, texts);
  }
  return texts;
}
