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
  const value = windowValue(correlation, entries);
  return value !== undefined && holds(correlation, entries, value) ? value : undefined;
}

/**
 * What a correlation's condition is about: events, distinct values, rules that matched, or the aggregate of a field;
 * undefined where there is nothing to aggregate.
 */
export function windowValue(correlation: SigmaCorrelation, entries: readonly Entry[]): number | undefined {
  switch (correlation.type) {
    case 'event_count':
      return entries.length;
    case 'value_count':
      return new Set(entries.map(({ value }) => value)).size;
    case 'temporal':
    case 'temporal_ordered':
      return rulesSeen(entries).size;
    default:
      return aggregate(
        correlation,
        entries.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
      );
  }
}

/** Positions in `ruleReferences` of the rules that matched in a window. */
export function rulesSeen(entries: readonly Entry[]): ReadonlySet<number> {
  return new Set(entries.map(({ rule }) => rule));
}

/** How many of the referenced rules, from the first on, matched in their order: as a subsequence of the window. */
export function rulesInOrder(entries: readonly Entry[]): number {
  return entries.reduce((next, { rule }) => (rule === next ? next + 1 : next), 0);
}

function holds(correlation: SigmaCorrelation, entries: readonly Entry[], value: number): boolean {
  switch (correlation.type) {
    case 'temporal':
      return temporal(correlation, entries, value);
    case 'temporal_ordered':
      return rulesInOrder(entries) === correlation.ruleReferences.length && temporal(correlation, entries, value);
    default:
      return meets(correlation, value);
  }
}

function temporal(correlation: SigmaCorrelation, entries: readonly Entry[], value: number): boolean {
  if (correlation.condition) {
    return satisfies(correlation.condition, correlation, rulesSeen(entries));
  }
  return correlation.thresholds.length > 0 ? meets(correlation, value) : value === correlation.ruleReferences.length;
}

function satisfies(
  expression: CorrelationExpression,
  correlation: SigmaCorrelation,
  seen: ReadonlySet<number>
): boolean {
  switch (expression.op) {
    case 'and':
      return expression.of.every((child) => satisfies(child, correlation, seen));
    case 'or':
      return expression.of.some((child) => satisfies(child, correlation, seen));
    case 'not':
      return !satisfies(expression.of, correlation, seen);
    case 'rule':
      return seen.has(referenceIndex(correlation, expression.reference));
  }
}

/** Position of a reference, as written, in `ruleReferences`; -1 where there is none. */
export function referenceIndex({ ruleReferences }: SigmaCorrelation, reference: string): number {
  return ruleReferences.findIndex((one) => one.reference === reference);
}
