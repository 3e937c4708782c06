import { fieldValues, printSigmaString } from '../../sigma';

/** A value that a predicate can be compared with. */
export type RuleValue = string | number | boolean;

/** Longer texts are whole documents (policies, scripts): a rule looks inside them, it does not repeat them. */
const LONGEST_TEXT = 1000;
/** An event's list may be long; a rule that names all of it would say nothing. */
const MOST_VALUES = 20;

/**
 * The different values of a field that a rule can name; undefined where it has none, too many, or one that a rule cannot name:
 * the field is then no good to write a rule by.
 */
export function ruleValues(record: unknown, path: string): RuleValue[] | undefined {
  const values = [...new Set(fieldValues(record, path))];
  return values.length > 0 && values.length <= MOST_VALUES && values.every(isRuleValue) ? values : undefined;
}

/** A value as Sigma's YAML has it: wildcards and backslashes of a text stand for themselves. */
export function sigmaValue(value: RuleValue): RuleValue {
  return typeof value === 'string' ? printSigmaString([{ text: value }]) : value;
}

/** One value, or a list of them of which any will do. */
export function sigmaValuesOf(values: readonly RuleValue[]): RuleValue | RuleValue[] {
  return values.length === 1 ? sigmaValue(values[0]) : values.map(sigmaValue);
}

function isRuleValue(value: unknown): value is RuleValue {
  switch (typeof value) {
    case 'boolean':
      return true;
    case 'number':
      // Beyond these JSON.parse has lost digits: the value is not what CloudTrail wrote.
      return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
    case 'string':
      return value.length <= LONGEST_TEXT && !/\p{Surrogate}/u.test(value);
    default:
      return false;
  }
}
