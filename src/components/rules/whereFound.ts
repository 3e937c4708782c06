import type { PredicateRow } from '../../contract/resources';
import type { CatalogueRow } from './catalogueRows';
import { excerpt } from './searchMarks';
import { techniqueName } from './techniqueName';

/** So many predicates are named. */
const NAMED = 3;

/**
 * Where a search found its words beside the title: the predicates whose field or values have one, as `field contains "value"`,
 * those with most words first, then what else has the words that are in neither. Empty where only the title has any.
 */
export function whereFound({ rule, predicates }: CatalogueRow, words: readonly string[]): string[] {
  const looked = predicates
    .map((predicate) => ({ predicate, score: wordsIn([predicate.field, ...predicate.values].join('\n'), words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ predicate }) => predicate);
  const named = looked.slice(0, NAMED).map((predicate) => inWords(predicate, words));
  const more = looked.length - named.length;
  const said = [rule.title, ...looked.flatMap(({ field, values }) => [field, ...values])].join('\n').toLowerCase();
  const missing = words.filter((word) => !said.includes(word));
  const { description, id, tags, author, tactics, techniques, folder, source } = rule;
  const elsewhere = [description, id, ...tags, author, ...tactics, ...techniques.map(techniqueName), folder, source]
    .map((text) => excerpt(text ?? '', missing))
    .find((text) => text !== undefined);
  return [...named, ...(more > 0 ? [`and ${more} more`] : []), ...(elsewhere === undefined ? [] : [elsewhere])];
}

function wordsIn(text: string, words: readonly string[]): number {
  const lower = text.toLowerCase();
  return words.filter((word) => lower.includes(word)).length;
}

/** `requestParameters.policyArn contains "Administrator" and 3 more`: the values that have a word, where any has. */
function inWords({ field, kind, values, negated = false }: PredicateRow, words: readonly string[]): string {
  const found = values.filter((value) => wordsIn(value, words) > 0);
  const [first = ''] = found.length > 0 ? found : values;
  const shown = excerpt(first, words) ?? excerpt(first, ['']) ?? '';
  const more = values.length - 1;
  return [negated ? 'not' : '', field, kind, `"${shown}"`, more > 0 ? `and ${more} more` : '']
    .filter(Boolean)
    .join(' ');
}
