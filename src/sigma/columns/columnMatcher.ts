import type { SigmaRule } from '../types';
import type { Engine } from '../compile/engine';
import { sharedPredicates } from '../compile/sharedPredicates';
import { BitSets, eachBit, isEmpty, type Bits } from './bits';
import { candidateRules } from './candidateRules';
import type { Columns } from './columns';
import { predicateColumn } from './predicateColumn';
import { expressionColumns, type ColumnTest, type Verdict } from './verdict';

/** Matches of a block of records: pairs of row and rule, in order of rows, then of rules. */
export interface RowMatches {
  readonly rows: Uint16Array;
  /** Indexes into the engine's rules. */
  readonly rules: Uint16Array;
}

export interface ColumnMatcher {
  /**
   * @param columns at most 65,536 rows
   * @param readRecords gives the JSON texts of some rows, in the order asked for; null for one without a record
   */
  match(columns: Columns, readRecords: (rows: readonly number[]) => ReadonlyArray<string | null>): RowMatches;
}

/** More rules than this do not fit into RowMatches. */
const MAX_COLUMN_RULES = 65_536;

/**
 * Matches blocks of records by their columns: most rows are decided without reading a record, and the engine reads those
 * that are not. The result is the engine's.
 */
export function columnMatcher(engine: Engine): ColumnMatcher {
  const { rules } = engine;
  const candidates = candidateRules(rules);
  const predicates = sharedPredicates(predicateColumn);
  const sets = new BitSets();
  const tests = new Map<number, ColumnTest>();
  const testOf = (rule: number): ColumnTest => {
    let test = tests.get(rule);
    if (!test) {
      test = expressionColumns((rules[rule] as SigmaRule).expression, predicates.test);
      tests.set(rule, test);
    }
    return test;
  };
  return {
    match(columns, readRecords) {
      predicates.next();
      sets.begin(columns.size);
      let open = sets.none();
      const sure: Array<{ rule: number; rows: Bits }> = [];
      for (const rule of candidates(columns)) {
        const { must, may } = readable(testOf(rule)(columns, sets), columns.readable, sets);
        if (may !== must) {
          open = sets.either(open, sets.without(may, must));
        }
        if (!isEmpty(must)) {
          sure.push({ rule, rows: must });
        }
      }
      const pairs: number[] = [];
      for (const { rule, rows } of sure) {
        eachBit(sets.without(rows, open), (row) => pairs.push(row * MAX_COLUMN_RULES + rule));
      }
      const unread: number[] = [];
      eachBit(open, (row) => unread.push(row));
      readRecords(unread).forEach((text, index) => {
        if (text !== null) {
          engine.matchText(text).matches.forEach((rule) => pairs.push(unread[index] * MAX_COLUMN_RULES + rule));
        }
      });
      return inOrder(pairs);
    },
  };
}

/** Pairs of row and rule, each as one number, in their order. */
function inOrder(pairs: readonly number[]): RowMatches {
  const sorted = Float64Array.from(pairs).sort();
  const rows = new Uint16Array(sorted.length);
  const rules = new Uint16Array(sorted.length);
  for (let at = 0; at < sorted.length; at++) {
    rows[at] = Math.floor(sorted[at] / MAX_COLUMN_RULES);
    rules[at] = sorted[at] % MAX_COLUMN_RULES;
  }
  return { rows, rules };
}

function readable({ must, may }: Verdict, rows: Bits | undefined, sets: BitSets): Verdict {
  if (!rows) {
    return { must, may };
  }
  const sure = sets.both(must, rows);
  return { must: sure, may: must === may ? sure : sets.both(may, rows) };
}
