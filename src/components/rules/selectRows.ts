import type { CatalogueRow } from './catalogueRows';
import type { Chosen } from './catalogueUrl';
import { FACETS, type FacetKey } from './facets';
import { searchWords } from './searchWords';

export interface FacetValue {
  readonly value: string;
  /** How many rules would be shown if it were chosen. */
  readonly count: number;
}

export interface Selected {
  /** In the order in which the rows were given. */
  readonly rows: readonly CatalogueRow[];
  readonly facets: Readonly<Record<FacetKey, readonly FacetValue[]>>;
}

/**
 * The rows that have every word and a chosen value of every facet, and for each value of a facet how many rows it would show:
 * all other facets and the words hold, so that a second value of the same facet can be added knowingly. One pass over the
 * rows: a row that one facet alone keeps out counts for that facet, and for no other.
 */
export function selectRows(rows: readonly CatalogueRow[], text: string, chosen: Chosen): Selected {
  const words = searchWords(text);
  const asked = FACETS.map(({ key }) => chosen[key] ?? []);
  const narrowing = asked.flatMap((values, place) => (values.length > 0 ? [{ place, values: new Set(values) }] : []));
  const shown: CatalogueRow[] = [];
  // Rows that count for one facet alone, by its place.
  const almost = FACETS.map((): CatalogueRow[] => []);
  for (const row of rows) {
    if (words.every((word) => row.text.includes(word))) {
      const against = keptOutBy(row, narrowing);
      if (against === NOTHING) {
        shown.push(row);
      } else if (against !== SEVERAL) {
        almost[against].push(row);
      }
    }
  }
  const listed = FACETS.map((facet, place) => {
    const counts = new Map(asked[place].map((value) => [value, 0]));
    tally(shown, place, counts);
    tally(almost[place], place, counts);
    return [facet.key, inOrder(counts, 'order' in facet ? facet.order : [])];
  });
  return { rows: shown, facets: Object.fromEntries(listed) as Selected['facets'] };
}

const NOTHING = -1;
const SEVERAL = -2;

/** The one facet that a row has no chosen value of; nothing or several of them. */
function keptOutBy(
  row: CatalogueRow,
  narrowing: ReadonlyArray<{ place: number; values: ReadonlySet<string> }>
): number {
  let found = NOTHING;
  for (const { place, values } of narrowing) {
    if (!row.facets[place].some((value) => values.has(value))) {
      if (found !== NOTHING) {
        return SEVERAL;
      }
      found = place;
    }
  }
  return found;
}

function tally(rows: readonly CatalogueRow[], place: number, counts: Map<string, number>): void {
  for (const row of rows) {
    for (const value of row.facets[place]) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
}

const { compare } = new Intl.Collator(undefined, { numeric: true });

function inOrder(counts: ReadonlyMap<string, number>, order: readonly string[]): FacetValue[] {
  const rank = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => rank(a.value) - rank(b.value) || b.count - a.count || compare(a.value, b.value));
}
