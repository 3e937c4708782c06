import type { RuleOverride } from '../../contract/settings';
import type { Level } from '../../contract/levels';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import type { SettingProblem } from '../settings/settings';

type AnyRule = SigmaRule | SigmaCorrelation;

/** A rule set as a data source wants it: levels replaced, rules switched off. */
export interface OverriddenRules {
  /** Rules with the levels that the data source gives them; those that are switched off are there, for correlations and by name. */
  readonly ruleSet: RuleSet;
  isEnabled(key: string): boolean;
  /** The level that the rule's text has, where the data source gives it another. */
  writtenLevel(key: string): Level | undefined;
  /** Overrides of rules that are not loaded. */
  readonly problems: readonly SettingProblem[];
}

/** @param overrides by rule key; the case of a key does not matter */
export function overrideRules(ruleSet: RuleSet, overrides: ReadonlyMap<string, RuleOverride>): OverriddenRules {
  const wanted = new Map([...overrides].map(([key, override]) => [key.toLowerCase(), override]));
  const disabled = new Set<string>();
  const written = new Map<string, Level>();
  const used = new Set<string>();
  const overridden = <T extends AnyRule>(rule: T): T => {
    const key = rule.key.toLowerCase();
    const override = wanted.get(key);
    if (!override) {
      return rule;
    }
    used.add(key);
    if (override.enabled === false) {
      disabled.add(rule.key);
    }
    const level = rule.level ?? 'informational';
    if (override.level === undefined || override.level === level) {
      return rule;
    }
    written.set(rule.key, level);
    return { ...rule, level: override.level };
  };
  const rules = ruleSet.rules.map(overridden);
  const correlations = ruleSet.correlations.map(overridden);
  return {
    // The same object where nothing changes: what was found out about a rule set is kept by it.
    ruleSet: written.size === 0 ? ruleSet : { ...ruleSet, rules, correlations },
    isEnabled: (key) => !disabled.has(key),
    writtenLevel: (key) => written.get(key),
    problems: [...overrides.keys()].filter((key) => !used.has(key.toLowerCase())).map(unknownRule),
  };
}

function unknownRule(key: string): SettingProblem {
  return {
    setting: `ruleOverrides.${key}`,
    message: `ruleOverrides.${key}: no rule with this id is loaded. Correct the id, or remove the override.`,
    severity: 'warning',
  };
}
