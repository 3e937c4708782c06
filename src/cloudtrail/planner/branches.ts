import { Cover, type CoverProblem, type CoverUses } from './cover';

/**
 * Goes through all choices of an alternative for each rule, leaving out those that cannot become cheaper than `cost`:
 * complete for few rules, given up after `maxWork` steps for many.
 *
 * @returns the cheapest elements found below `cost`; undefined where there are none
 */
export function cheaperCover(
  problem: CoverProblem,
  uses: CoverUses,
  cost: number,
  maxWork: number
): number[] | undefined {
  const cover = new Cover(problem, uses);
  // Rules with the least choice first: what they need is settled before the others branch.
  const order = problem.rules.map((_, rule) => rule).sort((a, b) => problem.rules[a].length - problem.rules[b].length);
  let least = cost * (1 - 1e-9);
  let best: number[] | undefined;

  const choose = (from: number): void => {
    let next = from;
    while (next < order.length && cover.satisfied(order[next])) {
      next++;
    }
    if (next === order.length) {
      least = cover.cost;
      best = cover.elements();
      return;
    }
    for (const alternative of problem.rules[order[next]]) {
      if (cover.work > maxWork) {
        return;
      }
      const before = cover.mark();
      cover.missingOf(alternative).forEach((element) => cover.add(element));
      if (cover.cost < least) {
        choose(next + 1);
      }
      cover.undoTo(before);
    }
  };

  // Each rule is a step deeper: so many that the stack would not hold them are beyond this search anyway.
  if (problem.rules.length <= 500) {
    choose(0);
  }
  return best;
}
