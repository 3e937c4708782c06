import { describePredicate, type Expression, type Predicate, type SigmaRule } from '../../../sigma';
import type { TrailTable } from '../table/readTable';
import { predicateBounds } from './predicateBounds';
import { simplify } from './simplify';
import { negate, type Term } from './term';

/** A rule as SQL that says exactly the same of a table's rows, or why there is none. */
export type ExactRule =
  | { readonly term: Term; readonly reasons?: undefined }
  | { readonly term?: undefined; readonly reasons: readonly string[] };

/** The whole rule in SQL, where each of its predicates can be put so that it neither loses nor adds an event. */
export function exactRule(rule: SigmaRule, table: TrailTable): ExactRule {
  const reasons = new Set<string>();
  const term = exactTerm(rule.expression, table, reasons);
  return reasons.size === 0 ? { term: simplify(term) } : { reasons: [...reasons] };
}

function exactTerm(expression: Expression, table: TrailTable, reasons: Set<string>): Term {
  switch (expression.op) {
    case 'and':
    case 'or':
      return { op: expression.op, of: expression.of.map((child) => exactTerm(child, table, reasons)) };
    case 'not':
      return negate(exactTerm(expression.of, table, reasons));
    case 'detection':
      return exactTerm(expression.of, table, reasons);
    case 'constant':
      return { op: 'constant', value: expression.value };
    case 'predicate': {
      const { predicate } = expression;
      const { field } = predicate;
      if (field === undefined) {
        reasons.add('it looks for keywords in every field');
        return { op: 'constant', value: true };
      }
      const { sufficient, isExact } = predicateBounds({ ...predicate, field }, table.place);
      if (!isExact) {
        reasons.add(reasonOf({ ...predicate, field }, table));
      }
      return sufficient;
    }
  }
}

function reasonOf(predicate: Predicate & { readonly field: string }, table: TrailTable): string {
  const place = table.place(predicate.field);
  if (place.kind === 'leaf' && (place.node.kind === 'json' || place.node.kind === 'opaque')) {
    return `${predicate.field} is inside of a column of JSON text`;
  }
  switch (predicate.kind) {
    case 'regex_match':
      return `${predicate.field} is compared with a regular expression, which engines read in different ways`;
    case 'eq':
    case 'contains':
    case 'startswith':
    case 'endswith':
    case 'like':
      return 'value' in predicate && typeof predicate.value === 'number'
        ? `${predicate.field} is compared with a number, which has many spellings`
        : `${predicate.field} is compared without case with letters beyond ASCII`;
    default:
      return `SQL has no equal of: ${describePredicate(predicate)}`;
  }
}
