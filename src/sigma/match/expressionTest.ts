import type { Expression, Predicate } from '../types';
import type { EventTest } from './predicateTest';

/** An expression as a test, with `leaf` giving the test of each predicate. */
export function expressionTest(expression: Expression, leaf: (predicate: Predicate) => EventTest): EventTest {
  switch (expression.op) {
    case 'and': {
      const tests = expression.of.map((child) => expressionTest(child, leaf));
      return (event) => tests.every((test) => test(event));
    }
    case 'or': {
      const tests = expression.of.map((child) => expressionTest(child, leaf));
      return (event) => tests.some((test) => test(event));
    }
    case 'not': {
      const test = expressionTest(expression.of, leaf);
      return (event) => !test(event);
    }
    case 'detection':
      return expressionTest(expression.of, leaf);
    case 'predicate':
      return leaf(expression.predicate);
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
  }
}
