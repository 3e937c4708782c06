import { rangeOfUrl, writeRange } from '../shared/range/rangeUrl';
import { FACETS, type FacetKey } from './facets';
import { DEFAULT_SORT, isSortKey, type SortKey } from './sorting';

/** What the catalogue shows: all of it is in the URL. */
export interface CatalogueState {
  readonly text: string;
  readonly facets: Chosen;
  readonly sort: SortKey;
  /** The other way round than the column's own order. */
  readonly reversed: boolean;
  /** As Grafana's time ranges are written: `now-24h`, epoch milliseconds. */
  readonly from: string;
  readonly to: string;
  /** Whether matches are looked for. */
  readonly counting: boolean;
}

/** Facet → chosen values; rules with any of them are shown. */
export type Chosen = Readonly<Partial<Record<FacetKey, readonly string[]>>>;

export function readState(search: URLSearchParams): CatalogueState {
  const facets: Partial<Record<FacetKey, string[]>> = {};
  for (const { key } of FACETS) {
    const values = [...new Set(search.getAll(key))];
    if (values.length > 0) {
      facets[key] = values;
    }
  }
  const sort = search.get('sort');
  return {
    text: search.get('q') ?? '',
    facets,
    sort: isSortKey(sort) ? sort : DEFAULT_SORT,
    reversed: search.get('order') === 'reversed',
    ...rangeOfUrl(search),
    counting: search.get('matches') !== 'off',
  };
}

/** Writes the state over the search parameters; others, such as the data source, stay. */
export function writeState(search: URLSearchParams, state: CatalogueState): URLSearchParams {
  const next = new URLSearchParams(search);
  const set = (name: string, values: readonly string[]) => {
    next.delete(name);
    values.forEach((value) => next.append(name, value));
  };
  const unless = (isDefault: boolean, value: string) => (isDefault ? [] : [value]);
  set('q', unless(state.text === '', state.text));
  set('sort', unless(state.sort === DEFAULT_SORT, state.sort));
  set('order', unless(!state.reversed, 'reversed'));
  writeRange(next, state);
  set('matches', unless(state.counting, 'off'));
  FACETS.forEach(({ key }) => set(key, state.facets[key] ?? []));
  return next;
}

/** Adds or takes away a value of a facet. */
export function toggled(state: CatalogueState, key: FacetKey, value: string): CatalogueState {
  const before = state.facets[key] ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, facets: { ...state.facets, [key]: after } };
}

/** Another column, in its own order; the same column again, the other way round. */
export function sortedBy(state: CatalogueState, sort: SortKey): CatalogueState {
  return { ...state, sort, reversed: state.sort === sort && !state.reversed };
}

/** All rules again: without a search and facets, with the order and the time range as they are. */
export function cleared(state: CatalogueState): CatalogueState {
  return { ...state, text: '', facets: {} };
}
