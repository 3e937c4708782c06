import type { EventRow } from '../../cloudtrail';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import { buildCatalogue, type Catalogue } from './catalogue';
import { compileEngine, type Engine } from './engine';
import type { FileProblem } from './readFolder';

/** One version of a set of rules, compiled, with what was already found out about events. */
export interface RuleBook {
  readonly ruleSet: RuleSet;
  readonly catalogue: Catalogue;
  /** Rules and correlations by key. */
  readonly byKey: ReadonlyMap<string, SigmaRule | SigmaCorrelation>;
  /** Files and folders that could not be read. */
  readonly fileProblems: readonly FileProblem[];
  /** Indexes into `ruleSet.rules` of the rules that match, ascending; none for an event without a readable record. */
  matches(row: EventRow): readonly number[];
}

const NONE: readonly number[] = [];

export function createRuleBook(ruleSet: RuleSet, fileProblems: readonly FileProblem[] = []): RuleBook {
  let engine: Engine | undefined;
  let catalogue: Catalogue | undefined;
  // An event is evaluated once for a set of rules, whatever queries ask: panels and alerts repeat the same events.
  const known = new WeakMap<EventRow, readonly number[]>();
  return {
    ruleSet,
    fileProblems,
    byKey: new Map([...ruleSet.rules, ...ruleSet.correlations].map((rule) => [rule.key, rule])),
    get catalogue() {
      catalogue ??= buildCatalogue(ruleSet);
      return catalogue;
    },
    matches(row) {
      if (row.text === null) {
        return NONE;
      }
      let matches = known.get(row);
      if (!matches) {
        engine ??= compileEngine(ruleSet.rules);
        const found = engine.matchText(row.text).matches;
        matches = found.length === 0 ? NONE : found;
        known.set(row, matches);
      }
      return matches;
    },
  };
}
