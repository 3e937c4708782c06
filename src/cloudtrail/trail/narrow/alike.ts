import { predicateTest, type Predicate } from '../../../sigma';
import { sqlText } from '../sql/sqlText';
import type { TrailTable } from '../table/readTable';
import type { ColumnPlace } from '../table/tableNode';
import { pairsJoined } from './pairs';
import { predicateBounds } from './predicateBounds';
import { simplify } from './simplify';
import { printTerm, termSize, TRUE, type Term } from './term';

/** An engine compiles so many tests for one value without ado. */
const MAX_TESTS = 50;
/** Kinds of events that take more text than this are not told where values are. */
const MAX_KINDS_LENGTH = 20_000;
/** Texts that may stand for all those that no rule asks for; one is enough. */
const STAND_INS = ['-', '~', '#', 'other', '\u00b7'];

/** A predicate on a field, and what its rule asks of the events' name and source; undefined where it takes any. */
export interface FieldTest {
  readonly kind: Term | undefined;
  readonly predicate: Predicate & { readonly field: string };
}

/** How a value is selected so that values of which the rules ask nothing are alike. */
export interface Alike {
  /** SQL: the event is of a kind for which it may matter; NULL stands for it in all others. Absent: of any. */
  readonly among?: string;
  /** SQL: the value matters. */
  readonly when: string;
  /** SQL of what stands for the others. */
  readonly otherwise: string;
}

/**
 * When a value matters. For an event of a kind that a rule does not ask for, the rule is decided by name and source alone. For the
 * others values that no predicate is true of are alike: each of these predicates is false of them, as it is of what
 * stands for them all.
 *
 * @param tests all that look at the place
 * @returns undefined where values cannot be told apart so, or not in few words
 */
export function alikeValues(place: ColumnPlace, tests: readonly FieldTest[], table: TrailTable): Alike | undefined {
  const [ofKinds, ofAny] = [tests.filter(({ kind }) => kind), tests.filter(({ kind }) => !kind)];
  const free = valueTerm(place, ofAny, table);
  if (!free) {
    return undefined;
  }
  const values = valueTerm(place, ofKinds, table);
  const kinds = pairsJoined(simplify({ op: 'or', of: [...new Set(ofKinds.flatMap(({ kind }) => kind ?? []))] }));
  const areKindsLong = printTerm(kinds).length > MAX_KINDS_LENGTH;
  const kinded = values ? simplified('and', areKindsLong ? [values] : [kinds, values]) : kinds;
  const narrowed = values ? tests : ofAny;
  const ofPresence = new Set(narrowed.filter((test) => asksPresence(test, place, table)));
  if (ofPresence.size === 0) {
    // Of nothing the predicates are false too.
    return { when: printTerm(simplified('or', [kinded, free])), otherwise: 'NULL' };
  }
  const { path, node } = place;
  const ofValue = narrowed.filter((test) => !ofPresence.has(test) && test.predicate.kind !== 'field_eq');
  const standIn = STAND_INS.find(
    (text) => !ofValue.some(({ predicate }) => predicateTest(predicate)(eventOf(path, text)))
  );
  const onlyKinds = ofAny.length === 0;
  if (standIn === undefined) {
    return onlyKinds ? { when: printTerm(kinds), otherwise: 'NULL' } : undefined;
  }
  const absent: Term = { op: 'null', sql: node.sql, negated: false };
  const otherwise = sqlText(standIn);
  return onlyKinds && values && !areKindsLong
    ? { among: printTerm(kinds), when: printTerm(simplified('or', [absent, values])), otherwise }
    : { when: printTerm(simplified('or', [absent, kinded, free])), otherwise };
}

/**
 * What is true of each value that passes one of some predicates. Of one that is compared with another field's nothing is known: it
 * matters for the kinds of events that the rule asks for.
 *
 * @returns undefined where that is any value, or takes too many tests
 */
function valueTerm(place: ColumnPlace, tests: readonly FieldTest[], table: TrailTable): Term | undefined {
  const { node } = place;
  const ofValue = tests.filter((test) => !asksPresence(test, place, table));
  const isOpen = node.kind === 'struct' || node.kind === 'boolean';
  if (ofValue.some(({ predicate }) => isOpen || asksAbsence(predicate))) {
    return undefined;
  }
  const term = simplify({
    op: 'or',
    of: ofValue.map(({ kind, predicate }) =>
      predicate.kind === 'field_eq' ? (kind ?? TRUE) : predicateBounds(predicate, table.place).necessary
    ),
  });
  return termSize(term) > MAX_TESTS || (term.op === 'constant' && term.value) ? undefined : term;
}

/** Whether a predicate is true of every text, or of none, so that only whether there is one matters. */
function asksPresence({ predicate }: FieldTest, { path, node }: ColumnPlace, table: TrailTable): boolean {
  if (node.kind !== 'text' || predicate.field !== path || predicate.kind === 'field_eq') {
    return false;
  }
  const { necessary, isExact } = predicateBounds(predicate, table.place);
  return isExact && simplify(necessary).op === 'null';
}

/** Whether a predicate is true where there is nothing. */
function asksAbsence(predicate: Predicate): boolean {
  return predicate.kind === 'is_null' || (predicate.kind === 'exists' && !predicate.value);
}

/** Of parts that are simplified: constants and copies among them gone. */
function simplified(op: 'and' | 'or', parts: readonly Term[]): Term {
  const neutral = op === 'and';
  const decided = parts.find((part) => part.op === 'constant' && part.value !== neutral);
  const distinct = new Map(parts.map((part) => [printTerm(part), part]));
  const of = [...distinct.values()].filter((part) => part.op !== 'constant');
  const [only = { op: 'constant', value: neutral } satisfies Term] = of;
  return decided ?? (of.length > 1 ? { op, of } : only);
}

function eventOf(path: string, text: string): unknown {
  return path.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), text);
}
