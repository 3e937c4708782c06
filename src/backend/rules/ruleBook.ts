import type { EventPart } from '../../cloudtrail';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import { buildCatalogue, type Catalogue } from './catalogue';
import { compileEngine, type Engine } from './engine';
import { MatchMemory, type PartMatches } from './partMatches';
import type { FileProblem } from './readFolder';

/** One version of a set of rules, compiled, with what was already found out about events. */
export interface RuleBook {
  readonly ruleSet: RuleSet;
  readonly catalogue: Catalogue;
  /** Rules and correlations by key. */
  readonly byKey: ReadonlyMap<string, SigmaRule | SigmaCorrelation>;
  /** Files and folders that could not be read. */
  readonly fileProblems: readonly FileProblem[];
  /** What the rules match in parts, as far as it is known. */
  readonly memory: MatchMemory;
  /** What the rules match in a part. */
  matches(part: EventPart): PartMatches;
  /** Indexes into `ruleSet.rules` of the rules that match a record, ascending. */
  matchText(text: string): readonly number[];
}

export function createRuleBook(ruleSet: RuleSet, fileProblems: readonly FileProblem[] = []): RuleBook {
  let engine: Engine | undefined;
  let catalogue: Catalogue | undefined;
  const compiled = () => (engine ??= compileEngine(ruleSet.rules));
  const memory = new MatchMemory(compiled);
  return {
    ruleSet,
    fileProblems,
    memory,
    byKey: new Map([...ruleSet.rules, ...ruleSet.correlations].map((rule) => [rule.key, rule])),
    get catalogue() {
      catalogue ??= buildCatalogue(ruleSet);
      return catalogue;
    },
    matches: (part) => memory.find(part),
    matchText: (text) => compiled().matchText(text).matches,
  };
}
