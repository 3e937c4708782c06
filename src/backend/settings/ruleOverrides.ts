import { LEVELS } from '../../contract/levels';
import type { RuleOverride } from '../../contract/settings';
import { isObject, Reader } from './readers';
import type { SettingProblem } from './settings';

const MAX_OVERRIDES = 10_000;

/**
 * The setting `ruleOverrides`: by rule key. What cannot be read is a warning and has no effect: a mistake about one rule must
 * not stop the others.
 */
export function parseRuleOverrides(json: Reader, problems: SettingProblem[]): ReadonlyMap<string, RuleOverride> {
  const value = json.value('ruleOverrides');
  if (value === undefined || value === null) {
    return new Map();
  }
  const warn = (message: string) => json.problem('ruleOverrides', message, 'warning');
  if (!isObject(value)) {
    warn(
      'must map ids of rules to what is changed, for example {"352a918a-34d8-4882-8470-44830c507aa3": {"enabled": false}}.'
    );
    return new Map();
  }
  const entries = Object.entries(value);
  if (entries.length > MAX_OVERRIDES) {
    warn(`has ${entries.length} entries; the first ${MAX_OVERRIDES} are used. Leave rules out of rulePaths instead.`);
  }
  return new Map(
    entries.slice(0, MAX_OVERRIDES).flatMap(([key, entry]): Array<[string, RuleOverride]> => {
      if (!isObject(entry)) {
        json.problem(`ruleOverrides.${key}`, 'must be {enabled, level}, with one of them at least.', 'warning');
        return [];
      }
      return [[key, parseOverride(entry, new Reader(entry, problems, `ruleOverrides.${key}.`))]];
    })
  );
}

function parseOverride(entry: Readonly<Record<string, unknown>>, reader: Reader): RuleOverride {
  const override: RuleOverride = {};
  for (const [name, value] of Object.entries(entry)) {
    if (name === 'enabled') {
      // Environment variables in provisioning files come in as text.
      if (String(value) === 'true' || String(value) === 'false') {
        override.enabled = String(value) === 'true';
      } else if (value !== null) {
        reader.problem(name, 'must be true or false.', 'warning');
      }
    } else if (name === 'level') {
      override.level = LEVELS.find((level) => level === value);
      if (override.level === undefined && value !== null && value !== '') {
        reader.problem(name, `${JSON.stringify(value)} is no Sigma level: use ${LEVELS.join(', ')}.`, 'warning');
      }
    } else {
      reader.problem(name, 'is unknown: an override has "enabled" and "level".', 'warning');
    }
  }
  return override;
}
