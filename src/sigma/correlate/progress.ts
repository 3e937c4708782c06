import type { CorrelationExpression, SigmaCorrelation } from '../types';
import { referenceIndex, rulesInOrder, rulesSeen, windowValue, type Entry } from './window';

/** How far a window has come towards its correlation's condition. */
export interface Progress {
  /** What it has, in what the condition is about: events, distinct values, rules, or the aggregate of a field. */
  readonly have: number;
  /** What the condition wants at least. */
  readonly need: number;
  /** temporal types: the rules, as they are referred to, that are still to match; in this order where order counts. */
  readonly missing: readonly string[];
}

/**
 * How near a window that does not meet the condition is to it; undefined where further events would not bring it nearer, as
 * with `lt`, or past the upper end of a range.
 *
 * @param entries in order of time
 */
export function progressOf(correlation: SigmaCorrelation, entries: readonly Entry[]): Progress | undefined {
  const { type, condition, thresholds, ruleReferences } = correlation;
  if (type === 'temporal_ordered') {
    const have = rulesInOrder(entries);
    const missing = ruleReferences.slice(have).map(({ reference }) => reference);
    return { have, need: ruleReferences.length, missing };
  }
  if (type === 'temporal' && thresholds.length === 0) {
    const seen = rulesSeen(entries);
    const missing = condition
      ? missingFor(condition, true, (reference) => seen.has(referenceIndex(correlation, reference)))
      : ruleReferences.flatMap(({ reference }, index) => (seen.has(index) ? [] : [reference]));
    return missing && { have: seen.size, need: seen.size + missing.length, missing };
  }
  const have = windowValue(correlation, entries);
  const need = leastValue(correlation);
  return have === undefined || need === undefined || have > need ? undefined : { have, need, missing: [] };
}

/** The least value that meets the thresholds that ask for more; undefined where none does. */
function leastValue({ type, thresholds }: SigmaCorrelation): number | undefined {
  const isCount = type === 'event_count' || type === 'value_count' || type === 'temporal';
  const bounds = thresholds.flatMap(({ operator, value }) => {
    switch (operator) {
      case 'gte':
      case 'eq':
        return [value];
      case 'gt':
        return [isCount ? Math.floor(value) + 1 : value];
      default:
        return [];
    }
  });
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}

/** The fewest rules that must match, too, for an expression to have a value; undefined where one that matched forbids it. */
function missingFor(
  expression: CorrelationExpression,
  wanted: boolean,
  isSeen: (reference: string) => boolean
): string[] | undefined {
  switch (expression.op) {
    case 'rule':
      return isSeen(expression.reference) === wanted ? [] : wanted ? [expression.reference] : undefined;
    case 'not':
      return missingFor(expression.of, !wanted, isSeen);
    case 'and':
    case 'or': {
      const children = expression.of.map((child) => missingFor(child, wanted, isSeen));
      const possible = children.filter((child) => child !== undefined);
      if ((expression.op === 'and') === wanted) {
        return possible.length === children.length ? [...new Set(possible.flat())] : undefined;
      }
      return possible.sort((a, b) => a.length - b.length)[0];
    }
  }
}
