import { cheaperCover } from './branches';
import { Cover, coverUses, type CoverProblem, type CoverUses } from './cover';

/** Bounds the search: about a tenth of a second. */
const MAX_WORK = 3_000_000;
/** Enough for all choices of a dozen rules; for hundreds it only polishes. */
const MAX_BRANCH_WORK = 300_000;
/** Costs are sums of fractions: a smaller gain is none. */
const LEAST_GAIN = 1e-9;

/** A cheap set of elements that satisfies every rule, the cheapest for few rules. The same problem has the same answer. */
export function cheapestCover(problem: CoverProblem, maxWork = MAX_WORK, maxBranchWork = MAX_BRANCH_WORK): number[] {
  const uses = coverUses(problem);
  const cover = greedy(problem, uses);
  improve(cover, uses, maxWork);
  return cheaperCover(problem, uses, cover.cost, maxBranchWork) ?? cover.elements();
}

/** Each rule takes the alternative that is cheapest beside what is chosen. */
function greedy(problem: CoverProblem, uses: CoverUses): Cover {
  const { costs, rules } = problem;
  const cover = new Cover(problem, uses);
  // Rules without a choice first: what they need is there for the others.
  const order = rules.map((_, rule) => rule).sort((a, b) => rules[a].length - rules[b].length);
  for (const rule of order) {
    if (!cover.satisfied(rule)) {
      let cheapest: readonly number[] = [];
      let least = Infinity;
      for (const alternative of rules[rule]) {
        const missing = cover.missingOf(alternative);
        const price = missing.reduce((sum, element) => sum + costs[element], 0);
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

/** Takes in alternatives that make others unnecessary, as long as that saves something. */
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

/** True where taking the alternative in makes the cover cheaper; else it stays as it was. */
function takeIn(cover: Cover, uses: CoverUses, alternative: number): boolean {
  const before = cover.mark();
  const added = cover.missingOf(alternative);
  added.forEach((element) => cover.add(element));
  cover.prune(besides(cover, uses, added));
  if (cover.cost < before.cost - LEAST_GAIN) {
    return true;
  }
  cover.undoTo(before);
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
