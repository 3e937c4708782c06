import type { Limits } from '../limits';
import { estimateRegexSize } from '../regex/checkRegex';
import type { SigmaValue } from '../value/sigmaValue';

/** An instruction of a compiled expression costs more than a character. */
const REGEX_COST = 40;

/** What the values of one rule may still grow to. Modifiers such as windash, base64offset and wide multiply them. */
export interface ValueBudget {
  values: number;
  length: number;
}

export function createBudget(limits: Pick<Limits, 'predicates' | 'valueLength'>): ValueBudget {
  return { values: limits.predicates, length: limits.valueLength };
}

/** Takes a value that a modifier made from the budget. False once it is used up. */
export function spend(budget: ValueBudget, value: SigmaValue): boolean {
  if (value.type === 'expansion') {
    budget.values -= value.values.length - 1;
    return budget.values >= 0 && value.values.every((inner) => spend(budget, inner));
  }
  if (value.type === 'string') {
    budget.length -= value.tokens.reduce(
      (sum, token) => sum + (typeof token === 'object' && 'text' in token ? token.text.length : 1),
      0
    );
  } else if (value.type === 'regex') {
    budget.length -= estimateRegexSize(value.pattern) * REGEX_COST;
  }
  return budget.values >= 0 && budget.length >= 0;
}
