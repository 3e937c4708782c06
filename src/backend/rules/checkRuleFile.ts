import { loadRuleSet, type Problem, type RuleSet, type RuleSource, type SigmaMetadata } from '../../sigma';
import type { RuleBook } from './ruleBook';

/** What a text would be as a rule file beside the rules that are loaded. */
export interface CheckedRuleFile {
  /** Keys of its rules and correlations. */
  readonly rules: readonly string[];
  /** Those of the text alone; an `error` keeps a document from being loaded. */
  readonly problems: readonly Problem[];
}

/**
 * Loads a text as it would be loaded with the rules that a book has, without the file's former version: so references of
 * correlations are found, and ids that are taken.
 *
 * @param file as the book would name it
 * @param root the rule folder
 */
export function checkRuleFile(book: RuleBook, file: string, root: string, text: string): CheckedRuleFile {
  const own: RuleSource = { file, text, origin: root };
  const others = documentsOf(book.ruleSet).filter(({ source }) => source.file !== file);
  const alone = loadRuleSet([own]);
  return resultOf(dependsOn(others, alone) ? loadRuleSet(inOrder(others, own)) : alone, file);
}

/** Whether the others have a say: else thousands of rules need not be read anew for one. */
function dependsOn(others: readonly SigmaMetadata[], alone: RuleSet): boolean {
  const keys = new Set(others.map(({ key }) => key));
  const names = new Set(others.map(({ name }) => name));
  return (
    alone.correlations.length > 0 ||
    alone.filters.length > 0 ||
    // A correlation whose rule is in another file.
    alone.problems.some(({ code }) => code === 'unknown-rule-reference') ||
    alone.rules.some(({ key, name }) => keys.has(key) || (name !== undefined && names.has(name)))
  );
}

/** Of two documents with one id the later is refused, and a folder's rule may take a bundled one's place. */
function inOrder(others: readonly SigmaMetadata[], own: RuleSource): RuleSource[] {
  const sources = [...new Map(others.map(({ source }) => [source.file, source])).values()];
  const isBundled = ({ origin }: RuleSource) => origin === 'bundled';
  return [...sources.filter((source) => !isBundled(source)), own, ...sources.filter(isBundled)];
}

function resultOf(loaded: RuleSet, file: string): CheckedRuleFile {
  return {
    rules: documentsOf(loaded).flatMap(({ source, key }) => (source.file === file ? key : [])),
    problems: loaded.problems.filter((problem) => problem.file === file),
  };
}

function documentsOf({ rules, correlations, filters }: RuleSet): readonly SigmaMetadata[] {
  return [...rules, ...correlations, ...filters];
}
