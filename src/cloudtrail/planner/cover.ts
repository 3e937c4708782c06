/**
 * Choosing lookups as a problem of its own: elements with costs; alternatives, each a set of elements; and rules, each
 * satisfied by any one of its alternatives. Wanted: the cheapest elements that satisfy every rule. It contains set
 * cover, so the best is not found in reasonable time for hundreds of rules: a greedy start is improved step by step,
 * within a bound on the work.
 */
export interface CoverProblem {
  /** By element. */
  readonly costs: readonly number[];
  /** Elements of each alternative; none twice in one. */
  readonly alternatives: ReadonlyArray<readonly number[]>;
  /** Alternatives of each rule; at least one. */
  readonly rules: ReadonlyArray<readonly number[]>;
}

/** Elements chosen so far, with what they satisfy. Adding and removing costs as much as the element has uses. */
export class Cover {
  cost = 0;
  /** Elementary steps taken: what the search bounds. */
  work = 0;
  /** Rules that no alternative satisfies. */
  unsatisfied: number;
  private readonly chosen: Uint8Array;
  /** Elements in the order in which they were added or removed. */
  private readonly steps: number[] = [];
  private readonly missing: Int32Array;
  private readonly satisfiedBy: Int32Array;

  constructor(
    readonly problem: CoverProblem,
    private readonly uses: CoverUses
  ) {
    this.chosen = new Uint8Array(problem.costs.length);
    this.missing = Int32Array.from(problem.alternatives, (elements) => elements.length);
    this.satisfiedBy = new Int32Array(problem.rules.length);
    this.unsatisfied = problem.rules.length;
  }

  has(element: number): boolean {
    return this.chosen[element] === 1;
  }

  /** True where all of the alternative's elements are chosen. */
  holds(alternative: number): boolean {
    return this.missing[alternative] === 0;
  }

  satisfied(rule: number): boolean {
    return this.satisfiedBy[rule] > 0;
  }

  elements(): number[] {
    return this.problem.costs.flatMap((_, element) => (this.has(element) ? [element] : []));
  }

  missingOf(alternative: number): number[] {
    this.work += this.problem.alternatives[alternative].length;
    return this.problem.alternatives[alternative].filter((element) => !this.has(element));
  }

  /** A state to go back to with `undoTo`. */
  mark(): CoverMark {
    return { steps: this.steps.length, cost: this.cost };
  }

  undoTo(mark: CoverMark): void {
    while (this.steps.length > mark.steps) {
      const element = this.steps[this.steps.length - 1];
      if (this.has(element)) {
        this.remove(element);
      } else {
        this.add(element);
      }
      this.steps.length -= 2;
    }
    // Sums of fractions drift; what was before is known.
    this.cost = mark.cost;
  }

  add(element: number): void {
    this.steps.push(element);
    this.chosen[element] = 1;
    this.cost += this.problem.costs[element];
    for (const alternative of this.uses.ofElement[element]) {
      this.missing[alternative]--;
      this.work++;
      if (this.missing[alternative] === 0) {
        for (const rule of this.uses.ofAlternative[alternative]) {
          this.unsatisfied -= this.satisfiedBy[rule] === 0 ? 1 : 0;
          this.satisfiedBy[rule]++;
          this.work++;
        }
      }
    }
  }

  remove(element: number): void {
    this.steps.push(element);
    this.chosen[element] = 0;
    this.cost -= this.problem.costs[element];
    for (const alternative of this.uses.ofElement[element]) {
      if (this.missing[alternative] === 0) {
        for (const rule of this.uses.ofAlternative[alternative]) {
          this.satisfiedBy[rule]--;
          this.unsatisfied += this.satisfiedBy[rule] === 0 ? 1 : 0;
          this.work++;
        }
      }
      this.missing[alternative]++;
      this.work++;
    }
  }

  /** Removes those of the elements that no rule needs any more, dearest first. */
  prune(elements: readonly number[]): void {
    const before = this.unsatisfied;
    for (const element of [...elements].sort((a, b) => this.problem.costs[b] - this.problem.costs[a])) {
      this.remove(element);
      if (this.unsatisfied > before) {
        this.add(element);
      }
    }
  }
}

export interface CoverMark {
  readonly steps: number;
  readonly cost: number;
}

/** The problem read backwards. */
export interface CoverUses {
  /** Element → alternatives that hold it. */
  readonly ofElement: ReadonlyArray<readonly number[]>;
  /** Alternative → rules that it satisfies. */
  readonly ofAlternative: ReadonlyArray<readonly number[]>;
}

export function coverUses(problem: CoverProblem): CoverUses {
  const ofElement = problem.costs.map((): number[] => []);
  const ofAlternative = problem.alternatives.map((): number[] => []);
  problem.alternatives.forEach((elements, alternative) => elements.forEach((e) => ofElement[e].push(alternative)));
  problem.rules.forEach((alternatives, rule) => alternatives.forEach((a) => ofAlternative[a].push(rule)));
  return { ofElement, ofAlternative };
}
