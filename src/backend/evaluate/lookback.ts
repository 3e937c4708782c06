import type { SigmaCorrelation, SigmaRule } from '../../sigma';
import type { Selection } from './selected';

/** How far before a query's range its correlations must look: the longest chain of windows, in seconds. */
export function lookbackSeconds(selection: Selection): number {
  const known = new Map<string, number>();
  const reach = (rule: SigmaRule | SigmaCorrelation | undefined): number => {
    if (rule?.kind !== 'correlation') {
      return 0;
    }
    const found = known.get(rule.key);
    if (found !== undefined) {
      return found;
    }
    // A set is loaded without cycles; this only keeps a mistake there from hanging us.
    known.set(rule.key, rule.timespanSeconds);
    const below = Math.max(0, ...rule.rules.map((key) => reach(selection.book.byKey.get(key))));
    known.set(rule.key, rule.timespanSeconds + below);
    return rule.timespanSeconds + below;
  };
  return Math.max(0, ...selection.rules.map(({ rule }) => reach(rule)));
}
