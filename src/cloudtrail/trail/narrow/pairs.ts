import { subjectKey } from './simplify';
import { subjectSql, type Subject, type Term } from './term';

type InTerm = Extract<Term, { op: 'in' }>;

/** Beyond so many pairs of values two tests are shorter. */
const MAX_PAIRS = 2000;
/** Between the two texts of a pair. One that holds it lets more through, never less. */
const BETWEEN = ' ';

/**
 * Joins alternatives that ask for one value each of the same two texts, as most rules do for an event's source and name:
 * one look at a set of pairs in place of two tests for each rule. Of everything else nothing changes.
 */
export function pairsJoined(term: Term): Term {
  if (term.op === 'and') {
    return { op: 'and', of: term.of.map(pairsJoined) };
  }
  if (term.op !== 'or') {
    return term;
  }
  const groups = new Map<string, { first: Subject; second: Subject; values: Set<string>; alternatives: Term[] }>();
  const rest: Term[] = [];
  for (const alternative of term.of) {
    const pair = pairOf(alternative);
    if (!pair) {
      rest.push(alternative);
      continue;
    }
    const [first, second] = pair;
    const key = `${subjectKey(first.subject)}\0\0${subjectKey(second.subject)}`;
    const group = groups.get(key) ?? {
      first: first.subject,
      second: second.subject,
      values: new Set<string>(),
      alternatives: [],
    };
    groups.set(key, group);
    group.alternatives.push(alternative);
    first.values.forEach((a) => second.values.forEach((b) => group.values.add(`${a}${BETWEEN}${b}`)));
  }
  const joined = [...groups.values()].flatMap(({ first, second, values, alternatives }): Term[] => {
    if (alternatives.length < 2 || values.size > MAX_PAIRS) {
      return alternatives;
    }
    const sql = `${subjectSql(first)} || '${BETWEEN}' || ${subjectSql(second)}`;
    return [{ op: 'in', subject: { sql, form: 'plain' }, values, negated: false }];
  });
  const of = [...joined, ...rest];
  return of.length === 1 && of[0] ? of[0] : { op: 'or', of };
}

/** The two sets of values that an alternative asks for, in an order that does not depend on the rule's. */
function pairOf(term: Term): [InTerm, InTerm] | undefined {
  if (term.op !== 'and' || term.of.length !== 2) {
    return undefined;
  }
  const tests = term.of.filter(
    (part): part is InTerm => part.op === 'in' && !part.negated && part.subject.list === undefined
  );
  const [a, b] = tests;
  if (!a || !b || a.values.size * b.values.size > MAX_PAIRS) {
    return undefined;
  }
  return subjectKey(a.subject) < subjectKey(b.subject) ? [a, b] : [b, a];
}
