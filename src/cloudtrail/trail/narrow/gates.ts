import { necessaryValues, type SigmaRule } from '../../../sigma';
import { fieldsOf } from '../table/fieldsOf';
import type { TrailTable } from '../table/readTable';
import { pairsJoined } from './pairs';
import { simplify } from './simplify';
import { printTerm, type Term } from './term';

/** What tells events apart for nearly all rules: they are read of every event. */
const TELLING = ['eventName', 'eventSource'] as const;
/** Bytes that gates may add to a statement: those of a great many rules are left out, the longest first. */
const MAX_BYTES = 30_000;
const ALWAYS_READ: ReadonlySet<string> = new Set([...TELLING, 'eventTime', 'eventID']);

/**
 * When a member of the record matters: for events of the names and sources that rules which read it ask for. Of other events these
 * rules are decided by name and source alone, whatever the member holds, so that events need not be told apart by it.
 *
 * @param asked fields whose values are asked for themselves
 * @returns SQL by member; members that always matter are left out
 */
export function gatesOf(
  rules: readonly SigmaRule[],
  asked: Iterable<string>,
  table: TrailTable
): ReadonlyMap<string, string> {
  const always = new Set([...ALWAYS_READ, ...[...asked].map(memberOf)]);
  const readers = new Map<string, SigmaRule[]>();
  for (const rule of rules) {
    for (const member of new Set([...fieldsOf(rule.expression)].map(memberOf))) {
      if (!always.has(member)) {
        readers.set(member, [...(readers.get(member) ?? []), rule]);
      }
    }
  }
  const gates = new Map<string, string>();
  for (const [member, reading] of readers) {
    const terms = reading.map((rule) => kindTerm(rule, table));
    if (terms.every((term) => term !== undefined)) {
      gates.set(member, printTerm(pairsJoined(simplify({ op: 'or', of: terms }))));
    }
  }
  return shortest(gates);
}

function shortest(gates: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let left = MAX_BYTES;
  return new Map(
    [...gates].sort(([, a], [, b]) => a.length - b.length).filter(([, gate]) => (left -= Buffer.byteLength(gate)) >= 0)
  );
}

/** What a rule asks of an event's name and source; undefined where it is nothing. */
function kindTerm(rule: SigmaRule, table: TrailTable): Term | undefined {
  const tests = TELLING.flatMap((field): Term[] => {
    const values = necessaryValues(rule.expression, field);
    const place = table.place(field);
    if (!values || place.kind !== 'leaf' || [...values].some((value) => !isAscii(value))) {
      return [];
    }
    return [{ op: 'in', subject: { sql: place.node.sql, form: 'lower' }, values, negated: false }];
  });
  return tests.length === 0 ? undefined : { op: 'and', of: tests };
}

/** lower() agrees with our folding on ASCII. */
function isAscii(value: string): boolean {
  return /^[\0-\x7f]*$/.test(value);
}

function memberOf(field: string): string {
  return field.split('.', 1)[0] ?? field;
}
