import type { RuleOverride } from './settings';

type Overrides = Readonly<Record<string, RuleOverride>>;

/** What a data source changes of a rule; `{}` where nothing. The case of an id does not matter. */
export function overrideOf(overrides: Overrides | undefined, id: string): RuleOverride {
  const key = keyOf(overrides, id);
  return key === undefined ? {} : (overrides?.[key] ?? {});
}

/** The overrides with some members of one rule's changed. What is undefined is left out, and so is a rule without any. */
export function withOverride(
  overrides: Overrides | undefined,
  id: string,
  change: RuleOverride
): Record<string, RuleOverride> | undefined {
  const { enabled, level } = { ...overrideOf(overrides, id), ...change };
  const next: RuleOverride = {
    ...(enabled === undefined ? {} : { enabled }),
    ...(level === undefined ? {} : { level }),
  };
  const key = keyOf(overrides, id);
  const others = Object.entries(overrides ?? {}).filter(([other]) => other !== key);
  const entries = Object.keys(next).length === 0 ? others : [...others, [key ?? id, next] as const];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function keyOf(overrides: Overrides | undefined, id: string): string | undefined {
  return Object.keys(overrides ?? {}).find((key) => key.toLowerCase() === id.toLowerCase());
}
