import type { RuleSummary } from '../../contract/resources';

/** Rules for a technique or any sub-technique of it, and which of these ids they name. */
export function techniqueRules(
  all: readonly RuleSummary[],
  technique: string
): { rules: RuleSummary[]; techniques: string[] } {
  const isBelow = (id: string) => id === technique || id.startsWith(`${technique}.`);
  const rules = all.filter(({ techniques }) => techniques.some(isBelow));
  return { rules, techniques: [...new Set(rules.flatMap(({ techniques }) => techniques.filter(isBelow)))] };
}
