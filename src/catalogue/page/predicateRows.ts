import type { PredicateKind, PredicateRow } from '../../contract/resources';
import { predicateKind, predicateValue, type Expression, type Predicate } from '../../sigma';

/** A predicate of a rule, and whether an odd number of negations stands above it. */
export interface Occurrence {
  readonly predicate: Predicate;
  readonly negated: boolean;
}

/** Every predicate below an expression, in the rule's order. */
export function occurrencesOf(expression: Expression, negated = false): Occurrence[] {
  const found: Occurrence[] = [];
  collect(expression, negated, found);
  return found;
}

function collect(expression: Expression, negated: boolean, found: Occurrence[]): void {
  switch (expression.op) {
    case 'and':
    case 'or':
      expression.of.forEach((child) => collect(child, negated, found));
      break;
    case 'not':
      collect(expression.of, !negated, found);
      break;
    case 'detection':
      collect(expression.of, negated, found);
      break;
    case 'predicate':
      found.push({ predicate: expression.predicate, negated });
      break;
    case 'constant':
      break;
  }
}

/** The field as rows show it; a keyword looks at every value of the event, so it has none. */
export function shownField(predicate: Predicate): string {
  return predicate.field ?? '';
}

export function shownKind(predicate: Predicate): PredicateKind {
  return predicateKind(predicate);
}

/**
 * The value as rows show it, modifiers resolved. What kind and field do not say is added: wildcards of a keyword, the part of
 * a timestamp, how another field is compared.
 */
export function shownValue(predicate: Predicate): string {
  const value = predicateValue(predicate);
  if (predicate.field === undefined) {
    return keywordPattern(predicate, value);
  }
  if ('part' in predicate && predicate.part) {
    return `${predicate.part} ${value}`;
  }
  return predicate.kind === 'field_eq' && predicate.mode !== 'equals' ? `${predicate.mode} ${value}` : value;
}

function keywordPattern({ kind }: Predicate, value: string): string {
  switch (kind) {
    case 'contains':
      return `*${value}*`;
    case 'startswith':
      return `${value}*`;
    case 'endswith':
      return `*${value}`;
    default:
      return value;
  }
}

/** Occurrences as rows, one for each field and kind, in the order in which the rule first has them. */
export function predicateRows(occurrences: readonly Occurrence[]): PredicateRow[] {
  const rows = new Map<string, PredicateRow & { values: string[] }>();
  for (const { predicate, negated } of occurrences) {
    const field = shownField(predicate);
    const kind = shownKind(predicate);
    const cased = 'cased' in predicate && predicate.cased === true;
    const key = JSON.stringify([field, kind, cased, negated]);
    const row = rows.get(key) ?? {
      field,
      kind,
      values: [],
      ...(cased ? { cased } : {}),
      ...(negated ? { negated } : {}),
    };
    rows.set(key, row);
    row.values.push(shownValue(predicate));
  }
  return [...rows.values()].map((row) => ({ ...row, values: [...new Set(row.values)] }));
}

/** Rows of one field and kind each, sorted by field, then kind. */
export function groupedByField(
  predicates: readonly Predicate[]
): Array<{ field: string; kind: PredicateKind; of: Predicate[] }> {
  const groups = new Map<string, { field: string; kind: PredicateKind; of: Predicate[] }>();
  for (const predicate of predicates) {
    const field = shownField(predicate);
    const kind = shownKind(predicate);
    const key = `${field}\n${kind}`;
    const group = groups.get(key) ?? { field, kind, of: [] };
    groups.set(key, group);
    group.of.push(predicate);
  }
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...groups.values()].sort((a, b) => compare(a.field, b.field) || compare(a.kind, b.kind));
}
