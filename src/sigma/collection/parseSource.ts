import { DEFAULT_LIMITS, type Limits } from '../limits';
import { createBudget } from '../modifiers/budget';
import type { Placeholders } from '../modifiers/context';
import type { ParseContext, RuleDocument } from '../parse/context';
import { parseCorrelation } from '../parse/parseCorrelation';
import { parseFilter } from '../parse/parseFilter';
import { parseRule } from '../parse/parseRule';
import { createReport } from '../parse/report';
import type { Pipeline } from '../pipeline/types';
import type { Problem, RuleSource, SigmaCorrelation, SigmaFilter, SigmaRule } from '../types';
import { entryOf, member, type YamlMapping } from '../yaml/node';
import { parseYaml } from '../yaml/parseYaml';
import { expandActions } from './actions';

export interface LoadOptions {
  /** Values of `%name%` behind the `expand` modifier, by name. A value may hold wildcards. */
  readonly placeholders?: Placeholders;
  readonly limits?: Partial<Limits>;
  /** Applied to each rule and filter before it is lowered, in this order. */
  readonly pipelines?: readonly Pipeline[];
}

export type SigmaDocument = SigmaRule | SigmaCorrelation | SigmaFilter;

/** A document that was read, and whether its id came from another one by an action. */
export interface ParsedDocument {
  readonly value: SigmaDocument;
  readonly sharedId: boolean;
}

/** A document that was refused: others may refer to it. */
export interface RefusedDocument {
  readonly id?: string;
  readonly name?: string;
}

export interface ParsedSource {
  readonly documents: readonly ParsedDocument[];
  readonly refused: readonly RefusedDocument[];
  readonly problems: readonly Problem[];
}

/** Reads the documents of one text by themselves: no references are resolved, no filters applied. */
export function parseSource(source: RuleSource, options: LoadOptions = {}): ParsedSource {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const report = createReport(source.file);
  const { source: text, documents: yamlDocuments } = parseYaml(source.text, limits, report);
  const documents: ParsedDocument[] = [];
  const refused: RefusedDocument[] = [];
  const effective = expandActions(yamlDocuments, report);
  const problems: Problem[][] = [report.problems];
  for (const document of effective) {
    const { id, name, title } = labels(document.root);
    const context: ParseContext = {
      source,
      text,
      limits,
      placeholders: options.placeholders ?? {},
      report: createReport(source.file, id ?? title ?? name),
      budget: createBudget(limits),
      pipelines: options.pipelines ?? [],
    };
    const value = parseDocument(document, context);
    problems.push(context.report.problems);
    if (value) {
      documents.push({ value, sharedId: document.sharedId });
    } else {
      refused.push({ ...(id !== undefined && { id }), ...(name !== undefined && { name }) });
    }
  }
  return { documents, refused, problems: problems.flat() };
}

function parseDocument(document: RuleDocument, context: ParseContext): SigmaDocument | undefined {
  if (!document.repeated && entryOf(document.root, 'correlation')) {
    return parseCorrelation(document, context);
  }
  if (!document.repeated && entryOf(document.root, 'filter')) {
    return parseFilter(document, context);
  }
  return parseRule(document, context);
}

function labels(root: YamlMapping): { id?: string; name?: string; title?: string } {
  const text = (name: string): string | undefined => {
    const node = member(root, name);
    return node?.kind === 'scalar' && node.text !== '' ? node.text.slice(0, 256) : undefined;
  };
  const [id, name, title] = [text('id'), text('name'), text('title')];
  return {
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
  };
}
