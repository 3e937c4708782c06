import { PREDICATE_KINDS, type RulePredicatesResponse } from '../../contract/resources';
import type { SigmaCorrelation, SigmaRule } from '../../sigma';
import { occurrencesOf, predicateRows } from '../page/predicateRows';

/** Characters of a value that are kept: a search looks for words, not for whole policies. */
const VALUE_LENGTH = 500;

/**
 * What each rule looks for, to be searched where the list is shown.
 *
 * It is an answer of its own, beside the list: for the 3,755 rules of SigmaHQ it has 1.28 MB where the list has 3.05 MB, and
 * the list is to be on the screen first; a search needs it only once somebody types. Texts are kept once and named by their
 * place, because most fields and many values (event sources, names) are in many rules: 1.71 MB without.
 */
export function predicateIndex(rules: ReadonlyArray<SigmaRule | SigmaCorrelation>): RulePredicatesResponse {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const place = (text: string): number => {
    const kept = text.slice(0, VALUE_LENGTH);
    const known = places.get(kept);
    if (known !== undefined) {
      return known;
    }
    places.set(kept, texts.length);
    return texts.push(kept) - 1;
  };
  const found: RulePredicatesResponse['rules'] = {};
  for (const rule of rules) {
    const rows = rule.kind === 'rule' ? predicateRows(occurrencesOf(rule.expression)) : [];
    if (rows.length > 0) {
      found[rule.key] = rows.map(({ field, kind, negated = false, values }) => [
        place(field),
        PREDICATE_KINDS.indexOf(kind) * 2 + Number(negated),
        ...values.map(place),
      ]);
    }
  }
  return { texts, kinds: [...PREDICATE_KINDS], rules: found };
}
