import { LEVELS, STATUSES } from '../../contract/levels';
import type { CatalogueRow } from './catalogueRows';

type Compare = (a: CatalogueRow, b: CatalogueRow) => number;

const { compare: text } = new Intl.Collator(undefined, { numeric: true });
const byTitle: Compare = (a, b) => text(a.rule.title, b.rule.title) || text(a.rule.id, b.rule.id);

/** By a text that not every rule has: those without one come last. */
function byText(of: (row: CatalogueRow) => string | undefined, direction = 1): Compare {
  return (a, b) => {
    const [left, right] = [of(a) ?? '', of(b) ?? ''];
    return left === '' || right === '' ? Number(left === '') - Number(right === '') : direction * text(left, right);
  };
}

/** By a number, the greatest first. */
function byNumber(of: (row: CatalogueRow) => number): Compare {
  return (a, b) => of(b) - of(a);
}

const rankOf = (status: string | undefined) => STATUSES.findIndex((known) => known === status);

const byLevel = byNumber(({ rule }) => LEVELS.indexOf(rule.level));

/** What rules can be sorted by, each in the order that one wants first. */
export const SORTS = {
  level: byLevel,
  title: byTitle,
  matches: byNumber(({ matches }) => matches?.total ?? 0),
  status: (a, b) => (rankOf(a.rule.status) >>> 0) - (rankOf(b.rule.status) >>> 0),
  services: byText(({ rule }) => rule.services[0]),
  techniques: byText(({ rule }) => rule.techniques[0]),
  visible: byNumber(({ rule }) => Number(rule.visible) - (rule.through ? 0.5 : 0)),
  author: byText(({ rule }) => rule.author),
  modified: byText(changedOn, -1),
} as const satisfies Record<string, Compare>;

export type SortKey = keyof typeof SORTS;
export const DEFAULT_SORT: SortKey = 'level';

export function isSortKey(value: string | null): value is SortKey {
  return value !== null && Object.hasOwn(SORTS, value);
}

/** When a rule was last changed, `2026-01-31`: its date where it never was. */
export function changedOn({ rule: { modified, date } }: CatalogueRow): string | undefined {
  return modified ?? date;
}

/** Sorts rows; `reversed` turns the column's order round. Of equals the higher level comes first in either, then by title. */
export function sortRows(rows: readonly CatalogueRow[], key: SortKey, reversed: boolean): CatalogueRow[] {
  const compare = SORTS[key];
  return [...rows].sort((a, b) => (reversed ? -compare(a, b) : compare(a, b)) || byLevel(a, b) || byTitle(a, b));
}
