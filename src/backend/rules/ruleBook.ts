import type { EventPart } from '../../cloudtrail';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import { MatchMemory } from '../matching/matchMemory';
import type { PartMatches } from '../matching/matchPart';
import type { MatchPool } from '../matching/matchPool';
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
  /**
   * Finds out in another thread what the rules match in parts, where that is much work, so that `matches` knows it.
   *
   * @throws the signal's reason when it is aborted
   */
  prepare(parts: readonly EventPart[], signal: AbortSignal): Promise<void>;
  /** What the rules match in a part. */
  matches(part: EventPart): PartMatches;
  /** Indexes into `ruleSet.rules` of the rules that match a record, ascending. */
  matchText(text: string): readonly number[];
}

/** What a book's matching may use and tells. */
export interface MatchingOptions {
  /** Absent: all is done in the thread that asks. */
  readonly pool?: MatchPool;
  /** Told each time matches of a part are asked for whether they were known. */
  readonly onLookup?: (known: boolean) => void;
}

export function createRuleBook(
  ruleSet: RuleSet,
  fileProblems: readonly FileProblem[] = [],
  { pool, onLookup }: MatchingOptions = {}
): RuleBook {
  let engine: Engine | undefined;
  let catalogue: Catalogue | undefined;
  const compiled = () => (engine ??= compileEngine(ruleSet.rules));
  const memory = new MatchMemory(compiled, onLookup);
  return {
    ruleSet,
    fileProblems,
    byKey: new Map([...ruleSet.rules, ...ruleSet.correlations].map((rule) => [rule.key, rule])),
    get catalogue() {
      catalogue ??= buildCatalogue(ruleSet);
      return catalogue;
    },
    prepare: async (parts, signal) => pool?.prepare(ruleSet, memory, parts, signal),
    matches: (part) => memory.find(part),
    matchText: (text) => compiled().matchText(text).matches,
  };
}
