import { tactics, techniques } from '../../catalogue/attack';
import type { RuleSummary } from '../../contract/resources';

export interface MatrixTechnique {
  readonly id: string;
  readonly name: string;
  /** Rules that name it, or one of its sub-techniques. */
  readonly rules: number;
}
export interface MatrixTactic {
  readonly id: string;
  readonly name: string;
  readonly techniques: readonly MatrixTechnique[];
}

/**
 * The tactics of ATT&CK in its order, each with the techniques that rules name, most rules first. A sub-technique counts
 * for its technique; a technique stands under every tactic that ATT&CK has it under.
 */
export function attackMatrix(rules: readonly RuleSummary[]): MatrixTactic[] {
  const counts = new Map<string, number>();
  for (const rule of rules) {
    for (const id of new Set(rule.techniques.map((technique) => technique.split('.', 1)[0]))) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const known = techniques();
  return tactics.map(({ id: tacticId, name }) => ({
    id: tacticId,
    name,
    techniques: [...counts]
      .filter(([id]) => known.get(id)?.tactics.some((tactic) => tactic.id === tacticId))
      .map(([id, count]) => ({ id, name: known.get(id)?.name ?? id, rules: count }))
      .sort((a, b) => b.rules - a.rules || a.id.localeCompare(b.id)),
  }));
}
