import type { RuleSummary } from '../../contract/resources';
import { authorsOf } from '../../catalogue/facets';
import { LEVELS } from '../../contract/levels';

/** Facets of the catalogue, in the order in which they are shown, and what a rule has for each. */
export const FACETS = [
  { key: 'level', label: 'Level', values: (rule: RuleSummary) => [rule.level] },
  { key: 'status', label: 'Status', values: (rule: RuleSummary) => (rule.status ? [rule.status] : []) },
  { key: 'tactic', label: 'Tactic', values: (rule: RuleSummary) => rule.tactics },
  { key: 'technique', label: 'Technique', values: (rule: RuleSummary) => rule.techniques },
  { key: 'service', label: 'Service', values: (rule: RuleSummary) => rule.services },
  { key: 'author', label: 'Author', values: (rule: RuleSummary) => authorsOf(rule.author) },
  { key: 'source', label: 'Source', values: (rule: RuleSummary) => [rule.source] },
  { key: 'folder', label: 'Folder', values: (rule: RuleSummary) => (rule.folder ? [rule.folder] : []) },
  {
    key: 'visible',
    label: 'LookupEvents',
    values: (rule: RuleSummary) => [rule.visible ? 'visible' : 'not visible'],
  },
] as const;

export type FacetKey = (typeof FACETS)[number]['key'];
export const SORTS = ['level', 'title', 'modified'] as const;
export type Sort = (typeof SORTS)[number];

/** What the catalogue shows: all of it is in the URL. */
export interface CatalogueState {
  readonly text: string;
  readonly facets: Readonly<Partial<Record<FacetKey, readonly string[]>>>;
  readonly sort: Sort;
  /** From 1; any other selection begins at its first page. */
  readonly page: number;
}

export function readState(search: URLSearchParams): CatalogueState {
  const facets: Partial<Record<FacetKey, string[]>> = {};
  for (const { key } of FACETS) {
    const values = search.getAll(key);
    if (values.length > 0) {
      facets[key] = values;
    }
  }
  const sort = SORTS.find((known) => known === search.get('sort')) ?? 'level';
  const page = Number(search.get('page') ?? 1);
  return { text: search.get('q') ?? '', facets, sort, page: Number.isInteger(page) && page > 0 ? page : 1 };
}

/** Writes the state over the search parameters; others, such as the data source, stay. */
export function writeState(search: URLSearchParams, state: CatalogueState): URLSearchParams {
  const next = new URLSearchParams(search);
  const set = (name: string, values: readonly string[]) => {
    next.delete(name);
    values.forEach((value) => next.append(name, value));
  };
  set('q', state.text === '' ? [] : [state.text]);
  set('sort', state.sort === 'level' ? [] : [state.sort]);
  set('page', state.page === 1 ? [] : [String(state.page)]);
  FACETS.forEach(({ key }) => set(key, state.facets[key] ?? []));
  return next;
}

/** Adds or takes away a value of a facet. */
export function toggled(state: CatalogueState, key: FacetKey, value: string): CatalogueState {
  const before = state.facets[key] ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, page: 1, facets: { ...state.facets, [key]: after } };
}

/** The rules that the state selects, sorted. */
export function selectRules(rules: readonly RuleSummary[], state: CatalogueState): RuleSummary[] {
  return rules.filter((rule) => matches(rule, state)).sort(ORDER[state.sort]);
}

/**
 * How many rules each value of a facet would show: all other facets and the text hold, so that a second value of the
 * same facet can be added knowingly. Most first.
 */
export function facetCounts(
  rules: readonly RuleSummary[],
  state: CatalogueState,
  key: FacetKey
): Array<{ value: string; count: number }> {
  const values = facetOf(key).values;
  const counts = new Map<string, number>((state.facets[key] ?? []).map((value) => [value, 0]));
  for (const rule of rules) {
    if (matches(rule, state, key)) {
      values(rule).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
    }
  }
  const rank = (value: string) => (key === 'level' ? -LEVELS.indexOf(value as (typeof LEVELS)[number]) : 0);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => rank(a.value) - rank(b.value) || b.count - a.count || a.value.localeCompare(b.value));
}

/** The words that a search looks for, lower case: each must be somewhere in a rule. */
export function searchWords(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function facetOf(key: FacetKey) {
  return FACETS.find((facet) => facet.key === key) ?? FACETS[0];
}

function matches(rule: RuleSummary, state: CatalogueState, except?: FacetKey): boolean {
  for (const { key, values } of FACETS) {
    const chosen = state.facets[key] ?? [];
    if (key !== except && chosen.length > 0 && !values(rule).some((value) => chosen.includes(value))) {
      return false;
    }
  }
  const words = searchWords(state.text);
  if (words.length === 0) {
    return true;
  }
  const text = searchText(rule);
  return words.every((word) => text.includes(word));
}

/** Joined once for each rule: every key press searches it once for the list and once for each facet. */
const searchTexts = new WeakMap<RuleSummary, string>();

function searchText(rule: RuleSummary): string {
  let text = searchTexts.get(rule);
  if (text === undefined) {
    text = [rule.title, rule.id, rule.description, rule.author, ...rule.tags, ...rule.services]
      .join('\n')
      .toLowerCase();
    searchTexts.set(rule, text);
  }
  return text;
}

const byTitle = (a: RuleSummary, b: RuleSummary): number => a.title.localeCompare(b.title);
const ORDER: Readonly<Record<Sort, (a: RuleSummary, b: RuleSummary) => number>> = {
  title: byTitle,
  level: (a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) || byTitle(a, b),
  modified: (a, b) => (b.modified ?? b.date ?? '').localeCompare(a.modified ?? a.date ?? '') || byTitle(a, b),
};
