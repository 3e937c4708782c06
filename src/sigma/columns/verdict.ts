import type { Expression, Predicate } from '../types';
import { isEmpty, type Bits, type BitSets } from './bits';
import type { Columns } from './columns';

/** Which rows an expression is true of: certainly, and possibly. The same set twice where all is decided. */
export interface Verdict {
  readonly must: Bits;
  readonly may: Bits;
}

/** @param sets makes the sets of the verdict; they are good until it begins another block */
export type ColumnTest = (columns: Columns, sets: BitSets) => Verdict;

/** An expression over columns, with `leaf` giving the test of each predicate: three-valued logic, a row a bit. */
export function expressionColumns(expression: Expression, leaf: (predicate: Predicate) => ColumnTest): ColumnTest {
  switch (expression.op) {
    case 'and': {
      const tests = expression.of.map((child) => expressionColumns(child, leaf));
      return (columns, sets) => {
        let verdict = constant(true, sets);
        for (const test of tests) {
          verdict = combined(verdict, test(columns, sets), (a, b) => sets.both(a, b));
          if (isEmpty(verdict.may)) {
            break;
          }
        }
        return verdict;
      };
    }
    case 'or': {
      const tests = expression.of.map((child) => expressionColumns(child, leaf));
      return (columns, sets) => {
        let verdict = constant(false, sets);
        for (const test of tests) {
          verdict = combined(verdict, test(columns, sets), (a, b) => sets.either(a, b));
        }
        return verdict;
      };
    }
    case 'not': {
      const test = expressionColumns(expression.of, leaf);
      return (columns, sets) => {
        const { must, may } = test(columns, sets);
        const all = sets.all();
        const notMay = sets.without(all, may);
        return { must: notMay, may: must === may ? notMay : sets.without(all, must) };
      };
    }
    case 'detection':
      return expressionColumns(expression.of, leaf);
    case 'predicate':
      return leaf(expression.predicate);
    case 'constant': {
      const { value } = expression;
      return (_, sets) => constant(value, sets);
    }
  }
}

function constant(value: boolean, sets: BitSets): Verdict {
  const bits = value ? sets.all() : sets.none();
  return { must: bits, may: bits };
}

function combined(a: Verdict, b: Verdict, operation: (a: Bits, b: Bits) => Bits): Verdict {
  const must = operation(a.must, b.must);
  return { must, may: a.must === a.may && b.must === b.may ? must : operation(a.may, b.may) };
}
