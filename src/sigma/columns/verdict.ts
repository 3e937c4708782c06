import type { Expression, Predicate } from '../types';
import { allBits, bitsWithout, bothBits, eitherBits, isEmpty, noBits, type Bits } from './bits';
import type { Columns } from './columns';

/** Which rows an expression is true of: certainly, and possibly. The same set twice where all is decided. */
export interface Verdict {
  readonly must: Bits;
  readonly may: Bits;
}

export type ColumnTest = (columns: Columns) => Verdict;

/** An expression over columns, with `leaf` giving the test of each predicate: three-valued logic, a row a bit. */
export function expressionColumns(expression: Expression, leaf: (predicate: Predicate) => ColumnTest): ColumnTest {
  switch (expression.op) {
    case 'and': {
      const tests = expression.of.map((child) => expressionColumns(child, leaf));
      return (columns) => {
        let verdict = constant(true, columns.size);
        for (const test of tests) {
          verdict = combined(verdict, test(columns), bothBits);
          if (isEmpty(verdict.may)) {
            break;
          }
        }
        return verdict;
      };
    }
    case 'or': {
      const tests = expression.of.map((child) => expressionColumns(child, leaf));
      return (columns) =>
        tests.reduce((verdict, test) => combined(verdict, test(columns), eitherBits), constant(false, columns.size));
    }
    case 'not': {
      const test = expressionColumns(expression.of, leaf);
      return (columns) => {
        const all = allBits(columns.size);
        const { must, may } = test(columns);
        const notMay = bitsWithout(all, may);
        return { must: notMay, may: must === may ? notMay : bitsWithout(all, must) };
      };
    }
    case 'detection':
      return expressionColumns(expression.of, leaf);
    case 'predicate':
      return leaf(expression.predicate);
    case 'constant': {
      const { value } = expression;
      return ({ size }) => constant(value, size);
    }
  }
}

function constant(value: boolean, size: number): Verdict {
  const bits = value ? allBits(size) : noBits(size);
  return { must: bits, may: bits };
}

function combined(a: Verdict, b: Verdict, operation: (a: Bits, b: Bits) => Bits): Verdict {
  const must = operation(a.must, b.must);
  return { must, may: a.must === a.may && b.must === b.may ? must : operation(a.may, b.may) };
}
