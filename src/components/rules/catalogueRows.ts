import type { PredicateRow, RulePredicatesResponse, RuleSummary } from '../../contract/resources';
import { FACETS, isQuiet } from './facets';
import type { RuleMatches } from './matchCounts';
import { lookedFor, predicatesOf } from './rulePredicates';
import { techniqueName } from './techniqueName';

/** A rule with all that searching, narrowing, sorting and showing it need. */
export interface CatalogueRow {
  readonly rule: RuleSummary;
  /** Lower case: all that a search looks at. Joined when it is first asked for, which a list without a search never does. */
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
    let text: string | undefined;
    return {
      rule,
      get text() {
        return (text ??= `${ownText(rule)}\n${lookedFor(rule.id, predicates)}`);
      },
      get predicates() {
        return predicatesOf(rule.id, predicates);
      },
      facets: FACETS.map(({ values }) => values({ rule, matches })),
      matches: matches?.get(rule.id),
      isQuiet: isQuiet(rule, matches),
    };
  });
}

/** Rows are made anew when predicates or matches arrive; what a rule itself says stays. */
const ownTexts = new WeakMap<RuleSummary, string>();

function ownText(rule: RuleSummary): string {
  let text = ownTexts.get(rule);
  if (text === undefined) {
    const { title, id, description = '', author = '', status = '', source, folder = '' } = rule;
    const lists = [rule.tags, rule.services, rule.tactics, rule.techniques.map(techniqueName)];
    text = [title, id, description, author, status, source, folder, ...lists.flat()].join('\n').toLowerCase();
    ownTexts.set(rule, text);
  }
  return text;
}
