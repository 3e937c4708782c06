import type { CorrelationExpression, SigmaCorrelation } from '../types';
import { aggregate, meets } from './aggregate';

/** One event in a window. */
export interface Entry {
  readonly timeMs: number;
  /** Position in `ruleReferences` of the rule that matched. */
  readonly rule: number;
  readonly event: unknown;
  /** value_count: the distinct value; value_*: the number. Absent for the other types. */
  readonly value?: string | number;
}

/** The window's value if it meets the correlation's condition, else undefined. Entries are in order of time. */
export function evaluateWindow(correlation: SigmaCorrelation, entries: readonly Entry[]): number | undefined {
  switch (correlation.type) {
    case 'event_count':
      return met(correlation, entries.length);
    case 'value_count':
      return met(correlation, new Set(entries.map(({ value }) => value)).size);
    case 'temporal':
      return temporal(correlation, entries);
    case 'temporal_ordered':
      return temporal(correlation, entries) === undefined || !ordered(correlation, entries)
        ? undefined
        : temporal(correlation, entries);
    default:
      return met(
        correlation,
        aggregate(
          correlation,
          entries.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
        )
      );
  }
}

function met(correlation: SigmaCorrelation, value: number | undefined): number | undefined {
  return value !== undefined && meets(correlation, value) ? value : undefined;
}

function temporal(correlation: SigmaCorrelation, entries: readonly Entry[]): number | undefined {
  const seen = new Set(entries.map(({ rule }) => rule));
  if (correlation.condition) {
    return holds(correlation.condition, correlation, seen) ? seen.size : undefined;
  }
  if (correlation.thresholds.length > 0) {
    return met(correlation, seen.size);
  }
  return seen.size === correlation.ruleReferences.length ? seen.size : undefined;
}

function holds(expression: CorrelationExpression, correlation: SigmaCorrelation, seen: ReadonlySet<number>): boolean {
  switch (expression.op) {
    case 'and':
      return expression.of.every((child) => holds(child, correlation, seen));
    case 'or':
      return expression.of.some((child) => holds(child, correlation, seen));
    case 'not':
      return !holds(expression.of, correlation, seen);
    case 'rule':
      return seen.has(correlation.ruleReferences.findIndex(({ reference }) => reference === expression.reference));
  }
}

/** The referenced rules' events occur in the rules' order: a subsequence of the window. */
function ordered(correlation: SigmaCorrelation, entries: readonly Entry[]): boolean {
  let next = 0;
  for (const { rule } of entries) {
    if (rule === next) {
      next++;
    }
  }
  return next === correlation.ruleReferences.length;
}
