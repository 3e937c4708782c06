import { tactics, techniques, type Technique } from '../../catalogue/attack';
import { cloudTechniques } from '../../catalogue/attack/cloudTechniques';
import { LEVELS, type Level } from '../../contract/levels';
import type { RuleSummary } from '../../contract/resources';

/** A technique or sub-technique in the matrix. */
export interface MatrixTechnique {
  readonly id: string;
  /** Empty for an id that this release of ATT&CK does not have. */
  readonly name: string;
  /** Rules that name it or, for a technique, one of its sub-techniques. */
  readonly rules: readonly RuleSummary[];
  /** Of its rules; absent where there are none. */
  readonly highestLevel?: Level;
  /** ATT&CK names it, or a sub-technique of it, for infrastructure in a cloud. */
  readonly isForCloud: boolean;
  /** Those that rules name or that are for clouds. */
  readonly subTechniques: readonly MatrixTechnique[];
}
export interface MatrixTactic {
  readonly id: string;
  readonly name: string;
  readonly techniques: readonly MatrixTechnique[];
}

/** What of the matrix is shown: all that concerns clouds or has rules, what has rules, or what is for clouds and has none. */
export const SHOWN = ['all', 'covered', 'gaps'] as const;
export type Shown = (typeof SHOWN)[number];

/**
 * The tactics of ATT&CK in its order, each with the techniques that rules name or that are for clouds, most rules first. A
 * sub-technique counts for its technique, a technique not for its sub-techniques; a technique stands under every tactic that
 * ATT&CK has it under. Ids that this release does not have stand under a tactic of their own.
 */
export function attackMatrix(rules: readonly RuleSummary[], shown: Shown = 'all'): MatrixTactic[] {
  const byId = rulesById(rules);
  const known = techniques();
  const ids = new Set([...byId.keys(), ...[...cloudTechniques()].flatMap(withParent)]);
  const cells = [...ids]
    .filter((id) => !id.includes('.') || !known.has(parentOf(id)))
    .map((id) => cellOf(id, byId, known, ids))
    .flatMap((cell) => kept(cell, shown))
    .sort(mostRulesFirst);
  const columns = tactics.map(({ id, name }) => ({
    id,
    name,
    techniques: cells.filter((cell) => known.get(cell.id)?.tactics.some((tactic) => tactic.id === id)),
  }));
  const unknown = cells.filter(({ id }) => !known.has(id));
  return unknown.length === 0 ? columns : [...columns, { id: '', name: 'Of another release', techniques: unknown }];
}

function rulesById(rules: readonly RuleSummary[]): Map<string, RuleSummary[]> {
  const byId = new Map<string, RuleSummary[]>();
  for (const rule of rules) {
    for (const id of new Set(rule.techniques.flatMap(withParent))) {
      byId.set(id, [...(byId.get(id) ?? []), rule]);
    }
  }
  return byId;
}

function cellOf(
  id: string,
  byId: ReadonlyMap<string, readonly RuleSummary[]>,
  known: ReadonlyMap<string, Technique>,
  ids: ReadonlySet<string>
): MatrixTechnique {
  const rules = byId.get(id) ?? [];
  const subTechniques = [...ids]
    .filter((other) => parentOf(other) === id && other !== id)
    .map((other) => cellOf(other, byId, known, ids))
    .sort(mostRulesFirst);
  const highest = Math.max(-1, ...rules.map(({ level }) => LEVELS.indexOf(level)));
  return {
    id,
    name: known.get(id)?.name ?? '',
    rules,
    ...(highest < 0 ? {} : { highestLevel: LEVELS[highest] }),
    isForCloud: cloudTechniques().has(id) || subTechniques.some(({ isForCloud }) => isForCloud),
    subTechniques,
  };
}

/** The cell, or what of it is shown; a technique stays with a sub-technique that does. */
function kept(cell: MatrixTechnique, shown: Shown): MatrixTechnique[] {
  if (shown === 'all') {
    return [cell];
  }
  const subTechniques = cell.subTechniques.filter((sub) => fits(sub, shown));
  return fits(cell, shown) || subTechniques.length > 0 ? [{ ...cell, subTechniques }] : [];
}

function fits({ rules, isForCloud }: MatrixTechnique, shown: Shown): boolean {
  return shown === 'covered' ? rules.length > 0 : isForCloud && rules.length === 0;
}

function mostRulesFirst(a: MatrixTechnique, b: MatrixTechnique): number {
  return b.rules.length - a.rules.length || (a.id < b.id ? -1 : 1);
}

function parentOf(id: string): string {
  return id.split('.', 1)[0];
}

function withParent(id: string): string[] {
  return [...new Set([id, parentOf(id)])];
}

/** Techniques and sub-techniques for clouds, and how many of them rules name. */
export function cloudCoverage(rules: readonly RuleSummary[]): { readonly covered: number; readonly all: number } {
  const byId = rulesById(rules);
  const all = [...cloudTechniques()];
  return { covered: all.filter((id) => byId.has(id)).length, all: all.length };
}
