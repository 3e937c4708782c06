import { DEFAULT_LIMITS } from '../limits';
import { normaliseUuid } from '../parse/fields';
import { renameCorrelations } from '../pipeline/renameCorrelations';
import type { Problem, RuleSet, RuleSource, SigmaCorrelation, SigmaFilter, SigmaRule } from '../types';
import { applyFilters } from './applyFilters';
import { parseSource, type LoadOptions, type ParsedDocument, type SigmaDocument } from './parseSource';
import { problemAt } from './problemAt';
import { resolveCorrelations } from './resolveCorrelations';

/**
 * Loads texts with Sigma documents into one rule set: collections' actions carried out, ids checked, filters applied,
 * correlations' references resolved. Never throws for what a text holds: problems say what was left out, and why.
 */
export function loadRuleSet(sources: readonly RuleSource[], options: LoadOptions = {}): RuleSet {
  const results = sources.map((source) => parseSource(source, options));
  const parsed = results.flatMap((result) => result.documents);
  const refused = results.flatMap((result) => result.refused);
  const problems = results.flatMap((result) => result.problems);
  const documents = withUniqueKeys(parsed, problems);
  const rules = documents.filter((document): document is SigmaRule => document.kind === 'rule');
  const filters = documents.filter((document): document is SigmaFilter => document.kind === 'filter');
  const filtered = applyFilters(rules, filters, { ...DEFAULT_LIMITS, ...options.limits });
  const correlations = resolveCorrelations(
    filtered.rules,
    documents.filter((document): document is SigmaCorrelation => document.kind === 'correlation'),
    refused
  );
  const renamed = renameCorrelations(correlations.correlations, filtered.rules, options.pipelines ?? []);
  return {
    rules: filtered.rules,
    correlations: renamed.correlations,
    filters,
    problems: [...problems, ...filtered.problems, ...correlations.problems, ...renamed.problems],
  };
}

/**
 * A second document with an id that is taken is refused: detections of the two could not be told apart. Where an action of a
 * collection gave both their id, the later ones get a key of their own.
 */
function withUniqueKeys(parsed: readonly ParsedDocument[], problems: Problem[]): SigmaDocument[] {
  const byKey = new Map<string, SigmaDocument>();
  const names = new Map<string, SigmaDocument>();
  const documents: SigmaDocument[] = [];
  for (const { value, sharedId } of parsed) {
    const key = value.id === undefined ? value.key : (normaliseUuid(value.id) ?? value.id);
    const first = byKey.get(key);
    let document = value;
    if (first && value.id !== undefined && !sharedId) {
      problems.push(
        problemAt(
          value,
          value.location,
          'error',
          'duplicate-id',
          `The id ${value.id} is taken by "${first.title}" in ${first.source.file}. Give this one an id of its own.`,
          'id'
        )
      );
      continue;
    }
    if (first) {
      const own = `${value.key}#${value.document}`;
      document = { ...value, key: byKey.has(own) ? `${value.source.file}#${value.document}` : own };
      if (value.id !== undefined) {
        problems.push(
          problemAt(
            value,
            value.location,
            'warning',
            'duplicate-id',
            `The id ${value.id} is shared with "${first.title}"; this rule is shown as ${document.key}. Give each rule of the collection an id of its own.`,
            'id'
          )
        );
      }
    }
    byKey.set(first ? document.key : key, document);
    if (document.name !== undefined && document.kind !== 'filter') {
      reportName(document, document.name, names, problems);
    }
    documents.push(document);
  }
  return documents;
}

function reportName(
  document: SigmaDocument,
  name: string,
  names: Map<string, SigmaDocument>,
  problems: Problem[]
): void {
  const first = names.get(name);
  if (first) {
    problems.push(
      problemAt(
        document,
        document.location,
        'warning',
        'duplicate-name',
        `The name "${name}" is used by "${first.title}" in ${first.source.file} too, so a correlation cannot tell them apart. Rename one, or refer by id.`,
        'name'
      )
    );
  } else {
    names.set(name, document);
  }
}
