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
  const counts = asked.map((values) => new Map(values.map((value) => [value, 0])));
  const count = (facet: number, row: CatalogueRow) => {
    const tally = counts[facet];
    for (const value of row.facets[facet]) {
      tally.set(value, (tally.get(value) ?? 0) + 1);
    }
  };
  const shown: CatalogueRow[] = [];
  for (const row of rows) {
    if (!words.every((word) => row.text.includes(word))) {
      continue;
    }
    const against = keptOutBy(row, asked);
    if (against === NOTHING) {
      shown.push(row);
      counts.forEach((_, facet) => count(facet, row));
    } else if (against !== SEVERAL) {
      count(against, row);
    }
  }
  const listed = FACETS.map((facet, place) => [facet.key, inOrder(counts[place], 'order' in facet ? facet.order : [])]);
  return { rows: shown, facets: Object.fromEntries(listed) as Selected['facets'] };
}

const NOTHING = -1;
const SEVERAL = -2;

/** The one facet that a row has no chosen value of; nothing or several of them. */
function keptOutBy(row: CatalogueRow, asked: ReadonlyArray<readonly string[]>): number {
  let found = NOTHING;
  for (let facet = 0; facet < asked.length; facet++) {
    if (asked[facet].length > 0 && !row.facets[facet].some((value) => asked[facet].includes(value))) {
      if (found !== NOTHING) {
        return SEVERAL;
      }
      found = facet;
    }
  }
  return found;
}

const { compare } = new Intl.Collator(undefined, { numeric: true });

function inOrder(counts: ReadonlyMap<string, number>, order: readonly string[]): FacetValue[] {
  const rank = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => rank(a.value) - rank(b.value) || b.count - a.count || compare(a.value, b.value));
}
