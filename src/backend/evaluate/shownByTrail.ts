import type { EventCoverage, RuleSummary } from '../../contract/resources';
import type { Catalogue } from '../../catalogue';

const ONLY_IN_TRAIL: ReadonlySet<EventCoverage['category']> = new Set(['data', 'network']);

/** Event coverage where there is a trail beside LookupEvents: it shows data events too, and says that they are its own. */
export function shownByTrail<T extends EventCoverage>(coverage: readonly T[]): T[] {
  return coverage.map((row) =>
    ONLY_IN_TRAIL.has(row.category) ? { ...row, visible: true, through: 'trail' as const } : row
  );
}

/** A row of the catalogue where there is a trail beside LookupEvents. */
export function ruleShownByTrail(catalogue: Catalogue, summary: RuleSummary): RuleSummary {
  return !summary.visible && catalogue.isVisibleInTrail(summary.id)
    ? { ...summary, visible: true, through: 'trail' }
    : summary;
}
