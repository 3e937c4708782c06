import type { RulePage } from '../../contract/resources';
import { getResource } from '../shared/dataSources';
import { runQuery } from '../shared/runQuery';
import type { WindowFound } from '../rule/account/windowFound';
import { detectionRows, type DetectionRow } from './rows';

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  M: 30 * 86_400_000,
  y: 365 * 86_400_000,
};
const DEFAULT_SPAN_MS = 86_400_000;
/** Correlations may look at correlations; a mistake there must not ask for ever. */
const DEEPEST = 5;

/** How far a correlation looks back, from its stage's YAML. */
export function timespanMs({ stages }: Pick<RulePage, 'stages'>): number {
  const [, count, unit] = /^\s*timespan:\s*['"]?(\d{1,6})([smhdwMy])/m.exec(stages[0]?.yaml ?? '') ?? [];
  return count === undefined || unit === undefined ? DEFAULT_SPAN_MS : Number(count) * UNIT_MS[unit];
}

/** The rules that a correlation looks at in the end, and how far before its event theirs may be. */
export async function baseRules(uid: string, page: RulePage, depth = 0): Promise<{ ids: string[]; spanMs: number }> {
  if (page.kind === 'rule' || depth > DEEPEST) {
    return { ids: [page.id], spanMs: 0 };
  }
  const named = (page.related ?? []).filter(({ type }) => type === 'correlates').map(({ id }) => id);
  const below = await Promise.all(
    named.map(async (id) =>
      baseRules(uid, await getResource<RulePage>(uid, `rules/${encodeURIComponent(id)}`), depth + 1)
    )
  );
  return {
    ids: [...new Set(below.flatMap(({ ids }) => ids))],
    spanMs: timespanMs(page) + below.reduce((most, { spanMs }) => Math.max(most, spanMs), 0),
  };
}

/** The events of a window, oldest first, each with the rule that let it in. They were fetched for the correlation itself. */
export async function windowEvents(
  uid: string,
  page: RulePage,
  found: WindowFound,
  timeMs: number,
  signal?: AbortSignal
): Promise<{ rows: DetectionRow[]; missing: string[]; notices: readonly string[] }> {
  const { ids, spanMs } = await baseRules(uid, page);
  const { frames, notices } = await runQuery(
    uid,
    { queryType: 'detections', format: 'table', rules: { ids }, limit: 10_000 },
    { fromMs: timeMs - spanMs, toMs: timeMs },
    signal
  );
  const wanted = new Set(found.eventIds);
  const rows = detectionRows(frames[0])
    .filter(({ eventId }) => wanted.has(eventId))
    .reverse();
  const there = new Set(rows.map(({ eventId }) => eventId));
  return { rows, missing: found.eventIds.filter((id) => !there.has(id)), notices };
}
