import { predicateTest, type Predicate, type SigmaRule } from '../../../sigma';
import { sqlText } from '../sql/sqlText';
import type { ColumnPlace } from '../table/columnPath';
import type { TrailTable } from '../table/readTable';
import { kindTerm } from './kindTerm';
import { predicateBounds } from './predicateBounds';
import { simplify } from './simplify';
import { printTerm, termSize, TRUE, type Term } from './term';

/** An engine compiles so many tests for one value without ado. */
const MAX_TESTS = 50;
/** Texts that may stand for all those that no rule asks for; one is enough. */
const STAND_INS = ['-', '~', '#', 'other', '\u00b7'];

/** A predicate on a field, and the rule that it is of. */
export interface FieldTest {
  readonly rule: SigmaRule;
  readonly predicate: Predicate & { readonly field: string };
}

/** How a value is selected so that values of which the rules ask nothing are alike. */
export interface Alike {
  /** SQL: the value matters. */
  readonly when: string;
  /** SQL of what stands for the others. */
  readonly otherwise: string;
}

/**
 * Values of a place that no predicate on it is true of are alike for every rule: each of these predicates is false of them, as it
 * is of what stands for them all. Of those that are compared with another field's nothing is known; they matter for the kinds
 * of events that the rule asks for.
 *
 * @param tests all that look at the place
 * @returns undefined where values cannot be told apart so, or not in few words
 */
export function alikeValues(place: ColumnPlace, tests: readonly FieldTest[], table: TrailTable): Alike | undefined {
  const { path, node } = place;
  if (node.kind === 'struct' || node.kind === 'boolean') {
    return undefined;
  }
  const compared = tests.filter(({ predicate }) => predicate.kind === 'field_eq');
  const others = tests.filter(({ predicate }) => predicate.kind !== 'field_eq');
  const ofPresence = new Set(others.filter((test) => node.kind === 'text' && asksPresence(test, path, table)));
  const ofValue = others.filter((test) => !ofPresence.has(test));
  if (ofValue.some(({ predicate }) => asksAbsence(predicate))) {
    return undefined;
  }
  const term = simplify({
    op: 'or',
    of: [
      ...ofValue.map(({ predicate }) => predicateBounds(predicate, table.place).necessary),
      ...compared.map(({ rule }) => kindTerm(rule, table) ?? TRUE),
    ],
  });
  if (termSize(term) > MAX_TESTS || (term.op === 'constant' && term.value)) {
    return undefined;
  }
  if (ofPresence.size === 0) {
    // Of nothing the predicates are false too.
    return { when: printTerm(term), otherwise: 'NULL' };
  }
  const standIn = STAND_INS.find(
    (text) => !ofValue.some(({ predicate }) => predicateTest(predicate)(eventOf(path, text)))
  );
  const absent: Term = { op: 'null', sql: node.sql, negated: false };
  return standIn === undefined
    ? undefined
    : { when: printTerm(simplify({ op: 'or', of: [absent, term] })), otherwise: sqlText(standIn) };
}

/** Whether a predicate is true of every text, or of none, and only that there is one matters. */
function asksPresence({ predicate }: FieldTest, path: string, table: TrailTable): boolean {
  const { necessary, isExact } = predicateBounds(predicate, table.place);
  return predicate.field === path && isExact && simplify(necessary).op === 'null';
}

/** Whether a predicate is true where there is nothing. */
function asksAbsence(predicate: Predicate): boolean {
  return predicate.kind === 'is_null' || (predicate.kind === 'exists' && !predicate.value);
}

function eventOf(path: string, text: string): unknown {
  return path.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), text);
}
