import { loadRuleSet, type Pipeline, type RuleSet, type SigmaMetadata } from '../../sigma';
import { ruleSources } from './ruleSources';

/** The rules of one file among others. */
export interface OwnRules {
  /** The file's rules, and the others. */
  readonly ruleSet: RuleSet;
  /** Whether a rule is the file's. */
  isOwn(rule: Pick<SigmaMetadata, 'source'>): boolean;
}

/**
 * Loads a rule file with others that it refers to or is compared with. The file may be one of these, by another path: its
 * rules count once, as the file has them. Throws with a sentence for what cannot be read.
 */
export async function loadOwnRules(
  file: string,
  otherPaths: readonly string[],
  pipelines: readonly Pipeline[]
): Promise<OwnRules> {
  const own = await ruleSources([file]);
  const names = new Set(own.map((source) => source.file));
  const ids = new Set(ruleIds(loadRuleSet(own)));
  const others = (await ruleSources(otherPaths)).filter(
    (source) => !names.has(source.file) && !ruleIds(loadRuleSet([source])).some((id) => ids.has(id))
  );
  return {
    ruleSet: loadRuleSet([...own, ...others], { pipelines }),
    isOwn: ({ source }) => names.has(source.file),
  };
}

/** Why a file has nothing to show, as a sentence with the place of its first error. */
export function whyNoRule({ problems }: RuleSet, file: string): string {
  const problem = problems.find(({ severity }) => severity === 'error');
  return problem
    ? `${problem.file ?? file}:${problem.line}:${problem.column}: ${problem.message}`
    : `${file} holds no rule and no correlation.`;
}

function ruleIds({ rules, correlations }: RuleSet): string[] {
  return [...rules, ...correlations].flatMap(({ id }) => id ?? []);
}
