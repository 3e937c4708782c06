import type { RuleOverride } from '../../contract/settings';
import type { Level } from '../../contract/levels';
import { isForCloudTrail } from './catalogue';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import type { SettingProblem } from '../settings/settings';

type AnyRule = SigmaRule | SigmaCorrelation;

/** A rule set as a data source wants it: levels replaced, rules switched off or on. */
export interface OverriddenRules {
  /** Rules with the levels that the data source gives them; those that are switched off are there, for correlations and by name. */
  readonly ruleSet: RuleSet;
  /** A rule for other records than CloudTrail's is off unless the data source switches it on. */
  isEnabled(key: string): boolean;
  /** Keys of rules and correlations for other records than CloudTrail's. */
  readonly foreign: ReadonlySet<string>;
  /** The level that the rule's text has, where the data source gives it another. */
  writtenLevel(key: string): Level | undefined;
  /** Overrides of rules that are not loaded. */
  readonly problems: readonly SettingProblem[];
}

/**
 * A correlation of rules that are switched off is not: it looks at them all the same. It is only where all that it looks at is
 * for other records.
 *
 * @param overrides by rule key; the case of a key does not matter
 */
export function overrideRules(ruleSet: RuleSet, overrides: ReadonlyMap<string, RuleOverride>): OverriddenRules {
  const wanted = new Map([...overrides].map(([key, override]) => [key.toLowerCase(), override]));
  const disabled = new Set<string>();
  const written = new Map<string, Level>();
  const used = new Set<string>();
  const foreign = foreignRules(ruleSet);
  const overridden = <T extends AnyRule>(rule: T): T => {
    const key = rule.key.toLowerCase();
    const override = wanted.get(key);
    if (!(override?.enabled ?? !foreign.has(rule.key))) {
      disabled.add(rule.key);
    }
    if (!override) {
      return rule;
    }
    used.add(key);
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
    foreign,
    isEnabled: (key) => !disabled.has(key),
    writtenLevel: (key) => written.get(key),
    problems: [...overrides.keys()].filter((key) => !used.has(key.toLowerCase())).map(unknownRule),
  };
}

/** Keys of what is not for CloudTrail: rules by their log source, correlations by the rules that they look at. */
function foreignRules({ rules, correlations }: RuleSet): ReadonlySet<string> {
  const foreign = new Set(rules.filter((rule) => !isForCloudTrail(rule)).map(({ key }) => key));
  // Correlations may look at correlations, in any order: as many rounds as it takes.
  for (let before = -1; foreign.size > 0 && before !== foreign.size;) {
    before = foreign.size;
    correlations
      .filter((each) => each.rules.length > 0 && each.rules.every((key) => foreign.has(key)))
      .forEach(({ key }) => foreign.add(key));
  }
  return foreign;
}

function unknownRule(key: string): SettingProblem {
  return {
    setting: `ruleOverrides.${key}`,
    message: `ruleOverrides.${key}: no rule with this id is loaded. Correct the id, or remove the override.`,
    severity: 'warning',
  };
}
