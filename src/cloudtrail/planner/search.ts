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

function greedy(problem: CoverProblem, uses: CoverUses, prices: Prices): Cover {
  const cover = new Cover(problem, uses);
  // Rules without a choice first: what they need is there for the others.
  const order = problem.rules.map((_, rule) => rule).sort((a, b) => problem.rules[a].length - problem.rules[b].length);
  satisfy(cover, order, prices);
  cover.prune(cover.elements());
  return cover;
}

/**
 * Each rule takes the alternative that is cheapest beside what is chosen.
 * @returns the elements added; undefined where a rule has no alternative without `banned`
 */
function satisfy(cover: Cover, rules: readonly number[], prices: Prices, banned?: number): number[] | undefined {
  const added: number[] = [];
  for (const rule of rules) {
    if (!cover.satisfied(rule)) {
      let cheapest: readonly number[] | undefined;
      let least = Infinity;
      for (const alternative of cover.problem.rules[rule]) {
        const missing = cover.missingOf(alternative);
        const price = missing.reduce((sum, element) => sum + (element === banned ? Infinity : prices[element]), 0);
        if (price < least) {
          [cheapest, least] = [missing, price];
        }
      }
      if (!cheapest) {
        return undefined;
      }
      for (const element of cheapest) {
        cover.add(element);
        added.push(element);
      }
    }
  }
  return added;
}

/** Takes alternatives in and elements out, as long as that saves something. */
function improve(cover: Cover, uses: CoverUses, maxWork: number): void {
  const { alternatives, costs } = cover.problem;
  const withFollowUp = (added: readonly number[] | undefined) => {
    followUp(cover, uses, added ?? []);
    return added !== undefined;
  };
  let improved = true;
  while (improved) {
    improved = false;
    for (let alternative = 0; alternative < alternatives.length && cover.work <= maxWork; alternative++) {
      if (!cover.holds(alternative) && saves(cover, () => withFollowUp(takeIn(cover, uses, alternative)))) {
        improved = true;
      }
    }
    for (let element = 0; element < costs.length && cover.work <= maxWork; element++) {
      if (cover.has(element) && saves(cover, () => withFollowUp(takeOut(cover, uses, element)))) {
        improved = true;
      }
    }
  }
}

/** A change that is dear by itself may make others worth while: those that share what it added. */
function followUp(cover: Cover, uses: CoverUses, added: readonly number[]): void {
  for (const element of added) {
    for (const alternative of uses.ofElement[element]) {
      if (cover.has(element) && !cover.holds(alternative)) {
        saves(cover, () => takeIn(cover, uses, alternative).length > 0);
      }
    }
  }
}

/** Keeps a change that makes the cover cheaper; undoes any other. */
function saves(cover: Cover, change: () => boolean): boolean {
  const before = cover.mark();
  if (change() && cover.cost < before.cost - LEAST_GAIN) {
    return true;
  }
  cover.undoTo(before);
  return false;
}

/** @returns the elements added */
function takeIn(cover: Cover, uses: CoverUses, alternative: number): number[] {
  const added = cover.missingOf(alternative);
  added.forEach((element) => cover.add(element));
  cover.prune(besides(cover, uses, added));
  return added;
}

/** @returns the elements added in its place; undefined where there are none */
function takeOut(cover: Cover, uses: CoverUses, element: number): number[] | undefined {
  cover.remove(element);
  const rules = uses.ofElement[element].flatMap((alternative) => uses.ofAlternative[alternative]);
  const added = satisfy(cover, rules, cover.problem.costs, element);
  if (added) {
    cover.prune(besides(cover, uses, added));
  }
  return added;
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
