import type { ConditionLimits } from './condition';
import { simplify } from './simplify';
import { printTerm, termSize, TRUE, type Term } from './term';

/** Of a statement's 262,144 bytes the rest is for columns, time and partitions. */
const MAX_BYTES = 200_000;
/** Trino 476 refused 600 tests of one column, and 400 in alternatives of three ("Query exceeded maximum filters"). */
const MAX_TESTS = 200;
/** A list costs the engine no more than one value does: only its text counts. */
const NAMES = ['"eventname"', '"eventsource"'];

/**
 * The alternatives as one term that fits into a statement. Where they do not fit, less is asked of some, the largest
 * first: of those only the test that lets the fewest events through remains. The data is scanned once, so a weaker
 * condition costs candidates, a second statement costs the whole scan again.
 */
export function fitted(terms: readonly Term[], limits: ConditionLimits): { term: Term; weakened: number } {
  const { maxBytes = MAX_BYTES, maxTests = MAX_TESTS } = limits;
  const fits = (term: Term) => termSize(term) <= maxTests && printTerm(term).length <= maxBytes;
  const whole = simplify({ op: 'or', of: terms });
  if (fits(whole)) {
    return { term: whole, weakened: 0 };
  }
  const order = terms
    .map((term, index) => ({ index, size: termSize(term) * 1000 + printTerm(term).length }))
    .sort((a, b) => b.size - a.size)
    .map(({ index }) => index);
  for (const weaken of [bestTest, sourceTest]) {
    // How many must be weakened is found by halving: each step simplifies all of them anew.
    let least = 0;
    let most = terms.length;
    let best: Term | undefined;
    while (least < most) {
      const count = Math.floor((least + most) / 2);
      const term = simplify({ op: 'or', of: weakenedTerms(terms, order, count, weaken) });
      if (fits(term)) {
        best = term;
        most = count;
      } else {
        least = count + 1;
      }
    }
    best ??= simplify({ op: 'or', of: weakenedTerms(terms, order, terms.length, weaken) });
    if (fits(best)) {
      return { term: best, weakened: least };
    }
  }
  return { term: TRUE, weakened: terms.length };
}

function weakenedTerms(
  terms: readonly Term[],
  order: readonly number[],
  count: number,
  weaken: (term: Term) => Term
): Term[] {
  const chosen = new Set(order.slice(0, count));
  return terms.map((term, index) => (chosen.has(index) ? weaken(term) : term));
}

/** Of a conjunction the part that lets the fewest events through. */
function bestTest(term: Term): Term {
  switch (term.op) {
    case 'and': {
      const parts = term.of.map(bestTest);
      return parts.reduce((best, part) => (cost(part) < cost(best) ? part : best), TRUE);
    }
    case 'or':
      return simplify({ op: 'or', of: term.of.map(bestTest) });
    default:
      return term;
  }
}

/** The names and sources of events alone. */
function sourceTest(term: Term): Term {
  switch (term.op) {
    case 'and': {
      const parts = term.of.map(sourceTest);
      return parts.reduce((best, part) => (cost(part) < cost(best) ? part : best), TRUE);
    }
    case 'or':
      return simplify({ op: 'or', of: term.of.map(sourceTest) });
    case 'in':
      return !term.negated && NAMES.includes(term.subject.sql) ? term : TRUE;
    default:
      return term.op === 'constant' ? term : TRUE;
  }
}

/** About how many in a thousand events pass, tests that an engine has to compile counting as if they let more through. */
function cost(term: Term): number {
  switch (term.op) {
    case 'constant':
      return term.value ? 100_000 : 0;
    case 'in':
      return term.negated
        ? 5000
        : (term.subject.sql === NAMES[0] ? 1 : term.subject.sql === NAMES[1] ? 50 : 20) * term.values.size;
    case 'like':
      return term.negated
        ? 5000
        : [...term.patterns].reduce((sum, pattern) => sum + 30 + 300 / Math.max(1, pattern.length - 2), 0);
    case 'and':
      return Math.min(100_000, ...term.of.map(cost));
    case 'or':
      return term.of.reduce((sum, part) => sum + cost(part), 0);
    case 'null':
    case 'test':
      return 5000;
  }
}
