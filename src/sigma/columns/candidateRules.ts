import type { SigmaRule } from '../types';
import { necessaryTests, type FieldTest } from '../analyse/necessaryTests';
import { fold, leafText } from '../event/text';
import { OPAQUE, type ColumnValue, type Columns } from './columns';

/** Values of a field for which the rules that they let through are kept. */
const KEPT_VALUES = 4096;

interface FieldIndex {
  readonly tests: ReadonlyArray<{ readonly rule: number; readonly test: FieldTest }>;
  readonly byValue: Map<ColumnValue, readonly number[]>;
}

/**
 * The rules that can match a row of the columns, told by the different values of their fields alone.
 *
 * @returns indexes into `rules`, ascending
 */
export function candidateRules(rules: readonly SigmaRule[]): (columns: Columns) => number[] {
  const open: number[] = [];
  const fields = new Map<string, Array<{ rule: number; test: FieldTest }>>();
  rules.forEach(({ expression }, rule) => {
    const tests = necessaryTests(expression);
    if (!tests) {
      open.push(rule);
      return;
    }
    for (const test of tests) {
      const list = fields.get(test.field) ?? [];
      fields.set(test.field, list);
      list.push({ rule, test });
    }
  });
  const indexes = [...fields].map(([field, tests]): [string, FieldIndex] => [field, { tests, byValue: new Map() }]);
  return (columns) => {
    const found = new Set(open);
    for (const [field, index] of indexes) {
      const column = columns.column(field);
      for (const value of column ? column.values : [OPAQUE]) {
        rulesFor(index, value as ColumnValue).forEach((rule) => found.add(rule));
      }
    }
    return [...found].sort((a, b) => a - b);
  };
}

function rulesFor(index: FieldIndex, value: ColumnValue): readonly number[] {
  let rules = index.byValue.get(value);
  if (!rules) {
    rules = index.tests.filter(({ test }) => passes(test, value)).map(({ rule }) => rule);
    if (index.byValue.size >= KEPT_VALUES) {
      index.byValue.clear();
    }
    index.byValue.set(value, rules);
  }
  return rules;
}

function passes({ values, parts, present }: FieldTest, value: ColumnValue): boolean {
  if (value === OPAQUE) {
    return true;
  }
  if (value === undefined) {
    return false;
  }
  const text = leafText(value);
  if (present || text === undefined) {
    return true;
  }
  const folded = fold(text);
  return values.has(folded) || [...parts].some((part) => folded.includes(part));
}
