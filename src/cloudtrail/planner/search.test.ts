import fc from 'fast-check';
import type { CoverProblem } from './cover';
import { cheapestCover } from './search';

/** The optimum: every choice of one alternative for each rule. */
function optimum({ costs, alternatives, rules }: CoverProblem): number {
  const best = (rule: number, chosen: ReadonlySet<number>): number =>
    rule === rules.length
      ? costOf([...chosen], costs)
      : Math.min(...rules[rule].map((choice) => best(rule + 1, new Set([...chosen, ...alternatives[choice]]))));
  return best(0, new Set());
}

function costOf(elements: readonly number[], costs: readonly number[]): number {
  return elements.reduce((sum, element) => sum + costs[element], 0);
}

function satisfied({ alternatives, rules }: CoverProblem, elements: readonly number[]): boolean {
  const chosen = new Set(elements);
  return rules.every((ofRule) => ofRule.some((choice) => alternatives[choice].every((element) => chosen.has(element))));
}

const ELEMENTS = 12;
const ALTERNATIVES = 14;
const problems: fc.Arbitrary<CoverProblem> = fc.record({
  // Most lookups cost their one request, some a great many.
  costs: fc.array(fc.oneof(fc.constant(1), fc.double({ min: 1, max: 60, noNaN: true })), {
    minLength: ELEMENTS,
    maxLength: ELEMENTS,
  }),
  alternatives: fc.array(fc.uniqueArray(fc.nat(ELEMENTS - 1), { minLength: 1, maxLength: 4 }), {
    minLength: ALTERNATIVES,
    maxLength: ALTERNATIVES,
  }),
  rules: fc.array(fc.uniqueArray(fc.nat(ALTERNATIVES - 1), { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 7,
  }),
});

describe('cheapestCover', () => {
  it('satisfies every rule, for few rules at the least cost of all', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const found = cheapestCover(problem);
        expect(satisfied(problem, found)).toBe(true);
        expect(costOf(found, problem.costs)).toBeCloseTo(optimum(problem), 6);
      }),
      { numRuns: 1000 }
    );
  });

  it('is within 1.3 times the least cost without going through all choices, save for odd cases', () => {
    const sample = fc.sample(problems, { numRuns: 1000, seed: 6 });
    const dear = sample.filter((problem) => {
      const found = cheapestCover(problem, Infinity, 0);
      expect(satisfied(problem, found)).toBe(true);
      return costOf(found, problem.costs) > 1.3 * optimum(problem) + 1e-6;
    });
    expect(dear.length).toBeLessThan(5);
  });

  it('stays within its work, and still satisfies every rule', () => {
    const rules = Array.from({ length: 4000 }, (_, rule) => [rule, 4000 + (rule % 100), 4100]);
    const problem: CoverProblem = {
      costs: Array.from({ length: 4101 }, (_, element) => (element < 4000 ? 1 : element < 4100 ? 30 : 5000)),
      alternatives: Array.from({ length: 4101 }, (_, element) => [element]),
      rules,
    };
    for (const maxWork of [0, 10_000]) {
      const found = cheapestCover(problem, maxWork, 0);
      expect(satisfied(problem, found)).toBe(true);
    }
    // One lookup for each hundredth of the rules is the best: dearer than one rule's own, cheaper than forty of them.
    expect(costOf(cheapestCover(problem), problem.costs)).toBe(3000);
  });
});
