import { filterKey, type LookupFilter } from '../lookup/filter';
import type { CoverProblem } from './cover';
import { lookupAlternatives, type RuleNeeds, type Spelling } from './needs';

/** What to look up as a problem of covering: an element is a lookup, an alternative what one field of a rule needs. */
export interface LookupProblem extends CoverProblem {
  /** By element. */
  readonly lookups: readonly LookupFilter[];
  /** Needs that no set of these lookups satisfies: only everything will do. */
  readonly open: number;
}

/**
 * @param cost requests for a lookup
 * @param allowed absent: any lookup may be chosen
 */
export function lookupProblem(
  needs: readonly RuleNeeds[],
  spelling: Spelling,
  cost: (filter: LookupFilter) => number,
  allowed?: (filter: LookupFilter) => boolean
): LookupProblem {
  const lookups: LookupFilter[] = [];
  const elementOf = numbering((lookup: LookupFilter) => lookups.push(lookup));
  const alternatives: number[][] = [];
  const alternativeOf = numbering((elements: number[]) => alternatives.push(elements));
  const rules: number[][] = [];
  const ruleOf = numbering((ofRule: number[]) => rules.push(ofRule));
  let open = 0;
  for (const need of needs) {
    const sets = lookupAlternatives(need, spelling).filter((set) => !allowed || set.every(allowed));
    if (sets.length === 0) {
      open++;
    } else if (sets.every((set) => set.length > 0)) {
      const ofRule = sets.map((set) => {
        const elements = unique(set.map((lookup) => elementOf(filterKey(lookup), lookup)));
        return alternativeOf(elements.join(' '), elements);
      });
      const distinct = unique(ofRule);
      ruleOf(distinct.join(' '), distinct);
    }
    // Nothing matches a need with an empty set: it asks for nothing.
  }
  return { lookups, costs: lookups.map(cost), alternatives, rules, open };
}

/** Numbers things by their keys, from 0; `added` is called once for each. */
function numbering<T>(added: (thing: T) => void): (key: string, thing: T) => number {
  const numbers = new Map<string, number>();
  return (key, thing) => {
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      added(thing);
    }
    return number;
  };
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
