import type { PredicateRow, RulePredicatesResponse, RuleSummary } from '../../contract/resources';
import { FACETS, isQuiet } from './facets';
import type { RuleMatches } from './matchCounts';
import { techniqueName } from './techniqueName';

/** A rule with all that searching, narrowing, sorting and showing it need, made once. */
export interface CatalogueRow {
  readonly rule: RuleSummary;
  /** Lower case: all that a search looks at. */
  readonly text: string;
  /** What the rule looks for; none until it is known. */
  readonly predicates: readonly PredicateRow[];
  /** Values for each of `FACETS`, by its place. */
  readonly facets: ReadonlyArray<readonly string[]>;
  /** In the chosen range; absent where there are none or it is not known. */
  readonly matches?: RuleMatches;
  /** Known to have no match in the chosen range, though it could have had some. */
  readonly isQuiet: boolean;
}

/** What is known beside the list itself; each comes when it comes. */
export interface Known {
  readonly predicates?: RulePredicatesResponse;
  readonly matches?: ReadonlyMap<string, RuleMatches>;
}

export function catalogueRows(rules: readonly RuleSummary[], { predicates, matches }: Known = {}): CatalogueRow[] {
  return rules.map((rule) => {
    const found = predicates === undefined ? [] : predicatesOf(rule.id, predicates);
    return {
      rule,
      text: searchText(rule, found),
      predicates: found,
      facets: FACETS.map(({ values }) => values({ rule, matches })),
      matches: matches?.get(rule.id),
      isQuiet: isQuiet(rule, matches),
    };
  });
}

/** What a rule looks for, out of the index. What the index does not hold is left out. */
function predicatesOf(id: string, { texts, kinds, rules }: RulePredicatesResponse): PredicateRow[] {
  const rows = Object.hasOwn(rules, id) ? rules[id] : [];
  return rows.map(([field, code, ...values]) => ({
    field: texts[field] ?? '',
    kind: kinds[code >> 1],
    values: values.map((value) => texts[value] ?? ''),
    ...(code % 2 === 1 ? { negated: true } : {}),
  }));
}

function searchText(rule: RuleSummary, predicates: readonly PredicateRow[]): string {
  const {
    title,
    id,
    description = '',
    author = '',
    status = '',
    source,
    folder = '',
    tags,
    services,
    tactics,
    techniques,
  } = rule;
  const looked = predicates.flatMap(({ field, values }) => [field, ...values]);
  const names = techniques.map(techniqueName);
  return [title, id, description, author, status, source, folder, ...tags, ...services, ...tactics, ...names, ...looked]
    .join('\n')
    .toLowerCase();
}
