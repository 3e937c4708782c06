import { cheaperCover } from './branches';
import { coverUses, type CoverProblem } from './cover';

// One dear element serves all three rules beside two cheap ones; each of the other two serves a part.
const problem: CoverProblem = {
  costs: [59, 1, 1, 51, 26],
  alternatives: [[0, 1], [4], [0], [0, 2], [3]],
  rules: [
    [0, 1],
    [2, 1],
    [3, 4],
  ],
};
const search = (cost: number, maxWork = Infinity, given = problem) =>
  cheaperCover(given, coverUses(given), cost, maxWork);

describe('cheaperCover', () => {
  it('finds the cheapest below a cost', () => {
    expect(search(77)).toEqual([0, 1, 2]);
    expect(search(61.01)).toEqual([0, 1, 2]);
  });

  it('finds none where none is cheaper', () => {
    expect(search(61)).toBeUndefined();
  });

  it('gives up in the middle of choices that are too many', () => {
    const pairs: CoverProblem = {
      costs: Array.from({ length: 800 }, () => 1),
      alternatives: Array.from({ length: 800 }, (_, element) => [element]),
      rules: Array.from({ length: 400 }, (_, rule) => [2 * rule, 2 * rule + 1]),
    };
    // All 2^400 covers cost the same: only the bound ends the search.
    expect(search(400.5, 100_000, pairs)).toHaveLength(400);
    expect(search(400.5, 0, pairs)).toBeUndefined();
  });
});
