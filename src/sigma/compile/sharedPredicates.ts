import type { Predicate } from '../types';
import { predicateKey } from './predicateKey';

/**
 * Makes tests of predicates that several rules have, each evaluated once for a subject: `next` begins another one.
 *
 * @param plainTest the test of one predicate by itself
 */
export function sharedPredicates<S, C, R>(plainTest: (predicate: Predicate) => (subject: S, context: C) => R) {
  const known = new Map<string, (subject: S, context: C) => R>();
  let generation = 0;
  return {
    next: () => {
      generation++;
    },
    test: (predicate: Predicate): ((subject: S, context: C) => R) => {
      const key = predicateKey(predicate);
      let test = known.get(key);
      if (!test) {
        const plain = plainTest(predicate);
        let at = -1;
        let result: R;
        test = (subject, context) => {
          if (at !== generation) {
            result = plain(subject, context);
            at = generation;
          }
          return result;
        };
        known.set(key, test);
      }
      return test;
    },
  };
}
