import { Cover, coverUses, type CoverProblem, type CoverUses } from './cover';

/** Bounds the search: about a tenth of a second. */
const MAX_WORK = 3_000_000;
/** Costs are sums of fractions: a smaller gain is none. */
const LEAST_GAIN = 1e-9;

/** A cheap set of elements that satisfies every rule. The same problem has the same answer. */
export function cheapestCover(problem: CoverProblem, maxWork = MAX_WORK): number[] {
  const uses = coverUses(problem);
  let best: Cover | undefined;
  for (const price of [ownPrice, sharedPrice]) {
    const cover = greedy(problem, uses, price(problem, uses));
    improve(cover, uses, maxWork / 2);
    if (!best || cover.cost < best.cost - LEAST_GAIN) {
      best = cover;
    }
  }
  return best?.elements() ?? [];
}

type Prices = readonly number[];

function ownPrice(problem: CoverProblem): Prices {
  return problem.costs;
}

/** An element that many rules can use costs each of them a part. */
function sharedPrice(problem: CoverProblem, uses: CoverUses): Prices {
  return problem.costs.map((cost, element) => {
    const rules = uses.ofElement[element].reduce((sum, alternative) => sum + uses.ofAlternative[alternative].length, 0);
    return cost / Math.max(1, rules);
  });
}

/** Rules without a choice first; then each rule takes the alternative that is cheapest beside what is chosen. */
function greedy(problem: CoverProblem, uses: CoverUses, prices: Prices): Cover {
  const cover = new Cover(problem, uses);
  const order = problem.rules.map((_, rule) => rule).sort((a, b) => problem.rules[a].length - problem.rules[b].length);
  for (const rule of order) {
    if (!cover.satisfied(rule)) {
      let cheapest: readonly number[] = [];
      let least = Infinity;
      for (const alternative of problem.rules[rule]) {
        const missing = cover.missingOf(alternative);
        const price = missing.reduce((sum, element) => sum + prices[element], 0);
        if (price < least) {
          [cheapest, least] = [missing, price];
        }
      }
      cheapest.forEach((element) => cover.add(element));
    }
  }
  cover.prune(cover.elements());
  return cover;
}

/** Takes alternatives in and drops what they make unnecessary, as long as that saves something. */
function improve(cover: Cover, uses: CoverUses, maxWork: number): void {
  let improved = true;
  while (improved) {
    improved = false;
    for (let alternative = 0; alternative < cover.problem.alternatives.length; alternative++) {
      if (cover.work > maxWork) {
        return;
      }
      if (!cover.holds(alternative) && takeIn(cover, uses, alternative)) {
        improved = true;
      }
    }
  }
}

function takeIn(cover: Cover, uses: CoverUses, alternative: number): boolean {
  const before = cover.cost;
  const added = cover.missingOf(alternative);
  added.forEach((element) => cover.add(element));
  const removed = cover.prune(besides(cover, uses, added));
  if (cover.cost < before - LEAST_GAIN) {
    return true;
  }
  removed.forEach((element) => cover.add(element));
  added.forEach((element) => cover.remove(element));
  // Sums of fractions drift; what was before is known.
  cover.cost = before;
  return false;
}

/** Chosen elements of other alternatives of the rules that the added ones satisfy: only these can have become spare. */
function besides(cover: Cover, uses: CoverUses, added: readonly number[]): number[] {
  const found = new Set<number>();
  const rules = new Set<number>();
  const { alternatives } = cover.problem;
  for (const element of added) {
    for (const alternative of uses.ofElement[element]) {
      if (cover.holds(alternative)) {
        uses.ofAlternative[alternative].forEach((rule) => rules.add(rule));
      }
    }
  }
  const seen = new Set<number>();
  for (const rule of rules) {
    for (const alternative of cover.problem.rules[rule]) {
      if (!seen.has(alternative)) {
        seen.add(alternative);
        cover.work += alternatives[alternative].length;
        alternatives[alternative].forEach((element) => cover.has(element) && found.add(element));
      }
    }
  }
  added.forEach((element) => found.delete(element));
  return [...found];
}
