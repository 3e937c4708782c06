import type { RuleOverride } from '../../contract/settings';
import type { EventPart } from '../../cloudtrail';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import { MatchMemory } from '../matching/matchMemory';
import type { PartMatches } from '../matching/matchPart';
import type { MatchPool } from '../matching/matchPool';
import { buildCatalogue, type Catalogue } from './catalogue';
import { compileEngine, type Engine } from './engine';
import type { FileProblem } from './listRuleFiles';
import { overrideRules } from './ruleOverrides';
import type { SettingProblem } from '../settings/settings';

/** One version of a set of rules, compiled, with what was already found out about events. */
export interface RuleBook {
  readonly ruleSet: RuleSet;
  readonly catalogue: Catalogue;
  /** Rules and correlations by key. */
  readonly byKey: ReadonlyMap<string, SigmaRule | SigmaCorrelation>;
  /** Files and folders that could not be read. */
  readonly fileProblems: readonly FileProblem[];
  /** What is wrong with the data source's overrides of rules. */
  readonly overrideProblems: readonly SettingProblem[];
  /** Whether a rule or correlation is left on by the data source. */
  isEnabled(key: string): boolean;
  /** Keys of rules and correlations for other records than CloudTrail's: they are off unless the data source switches them on. */
  readonly foreign: ReadonlySet<string>;
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

/**
 * @param loaded the rules as their texts have them
 * @param overrides what the data source changes of them, by key
 */
export function createRuleBook(
  loaded: RuleSet,
  fileProblems: readonly FileProblem[] = [],
  { pool, onLookup }: MatchingOptions = {},
  overrides: ReadonlyMap<string, RuleOverride> = new Map()
): RuleBook {
  const { ruleSet, isEnabled, foreign, writtenLevel, problems } = overrideRules(loaded, overrides);
  let engine: Engine | undefined;
  let catalogue: Catalogue | undefined;
  const compiled = () => (engine ??= compileEngine(ruleSet.rules));
  const memory = new MatchMemory(compiled, onLookup);
  return {
    ruleSet,
    fileProblems,
    overrideProblems: problems,
    isEnabled,
    foreign,
    byKey: new Map([...ruleSet.rules, ...ruleSet.correlations].map((rule) => [rule.key, rule])),
    get catalogue() {
      catalogue ??= buildCatalogue(ruleSet, {
        enabled: ({ key }) => isEnabled(key),
        writtenLevel: ({ key }) => writtenLevel(key),
      });
      return catalogue;
    },
    prepare: async (parts, signal) => pool?.prepare(ruleSet, memory, parts, signal),
    matches: (part) => memory.find(part),
    matchText: (text) => compiled().matchText(text).matches,
  };
}
