import { compileEngine, loadRuleSet, type RuleSet } from '../../../sigma';

/** The rule set of texts; fails where one has an error. */
export function loaded(...texts: readonly string[]): RuleSet {
  const ruleSet = loadRuleSet(texts.map((text, index) => ({ file: `written_${index}.yml`, text })));
  const errors = ruleSet.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new Error(`${errors[0].message}\n${texts.join('\n---\n')}`);
  }
  return ruleSet;
}

/** Whether the one rule of a set matches an event. */
export function isMatch(ruleSet: RuleSet, event: unknown): boolean {
  return compileEngine(ruleSet.rules).match(event).length > 0;
}
