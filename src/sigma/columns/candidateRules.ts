import type { SigmaRule } from '../types';
import { necessaryTests, type FieldTest } from '../analyse/necessaryTests';
import { fold, leafText } from '../event/text';
import { OPAQUE, type ColumnValue, type Columns } from './columns';
import { remembering } from './remembering';

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
  const indexes = [...fields].map(([field, tests]) => ({
    field,
    rulesFor: remembering((value: ColumnValue): readonly number[] =>
      tests.filter(({ test }) => passes(test, value)).map(({ rule }) => rule)
    ),
  }));
  return (columns) => {
    const found = new Set(open);
    for (const { field, rulesFor } of indexes) {
      const values: readonly ColumnValue[] = columns.column(field)?.values ?? [OPAQUE];
      values.forEach((value) => rulesFor(value).forEach((rule) => found.add(rule)));
    }
    return [...found].sort((a, b) => a - b);
  };
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
