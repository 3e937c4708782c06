import { loadRuleSet, type Problem, type RuleSource } from '../../sigma';
import type { RuleBook } from './ruleBook';

/** What a text would be as a rule file beside the rules that are loaded. */
export interface CheckedRuleFile {
  /** Keys of its rules and correlations. */
  readonly rules: readonly string[];
  /** Those of the text alone; an `error` keeps a document from being loaded. */
  readonly problems: readonly Problem[];
}

/**
 * Loads a text together with the rules that a book has, without the file's former version: so references of correlations
 * are found, and ids that are taken.
 *
 * @param file as the book would name it
 * @param root the rule folder
 */
export function checkRuleFile(book: RuleBook, file: string, root: string, text: string): CheckedRuleFile {
  const { rules, correlations, filters } = book.ruleSet;
  const sources = new Map<string, RuleSource>(
    [...rules, ...correlations, ...filters].map(({ source }) => [source.file, source])
  );
  sources.delete(file);
  const others = [...sources.values()];
  // Of two documents with one id the later is refused, and a folder's rule may take a bundled one's place.
  const bundled = others.filter(isBundled);
  const own: RuleSource = { file, text, origin: root };
  const loaded = loadRuleSet([...others.filter((source) => !isBundled(source)), own, ...bundled]);
  const isOwn = (rule: { readonly source: RuleSource }) => rule.source.file === file;
  return {
    rules: [...loaded.rules, ...loaded.correlations, ...loaded.filters].filter(isOwn).map(({ key }) => key),
    problems: loaded.problems.filter((problem) => problem.file === file),
  };
}

function isBundled({ origin }: RuleSource): boolean {
  return origin === 'bundled';
}
