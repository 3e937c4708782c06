import { necessaryValues, type SigmaRule } from '../../../sigma';
import type { TrailTable } from '../table/readTable';
import type { Term } from './term';

/** What tells events apart for nearly all rules: they are read of every event. */
const TELLING = ['eventName', 'eventSource'] as const;

/** What a rule asks of an event's name and source; undefined where it is nothing. */
export function kindTerm(rule: SigmaRule, table: TrailTable): Term | undefined {
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
