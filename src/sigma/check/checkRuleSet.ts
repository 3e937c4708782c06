import { problemAt } from '../collection/problemAt';
import type { Problem, RuleSet } from '../types';
import { checkConditions } from './conditions';
import type { Checked, Issue } from './issue';
import { checkLogSource } from './logSource';
import { checkMetadata, checkUniqueness } from './metadata';
import { checkModifiers } from './modifiers';
import { checkTags, type KnownTags } from './tags';
import { checkValues } from './values';

/** What is likely not meant in one good document. */
export function checkDocument(document: Checked, known: KnownTags = {}): Issue[] {
  const common = [...checkMetadata(document), ...checkTags(document, known)];
  return document.kind === 'rule'
    ? [
        ...common,
        ...checkLogSource(document),
        ...checkConditions(document),
        ...checkModifiers(document),
        ...checkValues(document),
      ]
    : common;
}

/**
 * Checks the good documents of a set for what is likely not meant: warnings and hints beside the set's own problems. Covers what
 * pySigma's validators find; the duplicate ids and names in conditions that do not exist are errors of the set itself.
 */
export function checkRuleSet(ruleSet: RuleSet, known: KnownTags = {}): Problem[] {
  const documents: Checked[] = [...ruleSet.rules, ...ruleSet.correlations, ...ruleSet.filters];
  const problem = (document: Checked, issue: Issue): Problem =>
    problemAt(document, issue.location ?? document.location, issue.severity, issue.code, issue.message, issue.path);
  return [
    ...documents.flatMap((document) => checkDocument(document, known).map((issue) => problem(document, issue))),
    ...checkUniqueness(documents).map(({ document, issue }) => problem(document, issue)),
  ];
}
