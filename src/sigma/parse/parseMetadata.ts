import type { PlainValue, RelatedRule, SigmaLevel, SigmaMetadata } from '../types';
import { describeNode, entryOf, isMissing, member, toPlain, type YamlMapping, type YamlNode } from '../yaml/node';
import type { ParseContext, RuleDocument } from './context';
import { normaliseUuid, readList, readString, shown, textOf } from './fields';
import { parseDate } from './parseDate';
import type { Report } from './report';

export const LEVELS: readonly SigmaLevel[] = ['informational', 'low', 'medium', 'high', 'critical'];
export const STATUSES: readonly string[] = ['unsupported', 'deprecated', 'experimental', 'test', 'stable'];
const RELATED_TYPES = ['correlation', 'derived', 'merged', 'obsolete', 'renamed', 'similar'];
const MAX_TITLE_LENGTH = 256;

/** Members with a meaning; all others are custom. */
const KNOWN = new Set([
  ...[
    'title',
    'id',
    'name',
    'taxonomy',
    'related',
    'status',
    'level',
    'description',
    'license',
    'references',
    'tags',
    'author',
  ],
  ...[
    'date',
    'modified',
    'fields',
    'falsepositives',
    'scope',
    'logsource',
    'detection',
    'correlation',
    'filter',
    'action',
  ],
]);

/** Reads what rules, correlations and filters share (sigma-rules-specification, "Components"), and reports what is wrong. */
export function parseMetadata(document: RuleDocument, context: ParseContext): SigmaMetadata {
  const { root } = document;
  const { report, source } = context;
  const id = parseId(root, report);
  const name = parseName(root, report);
  const level = parseChoice(root, 'level', LEVELS, report);
  const optional = {
    id,
    name,
    status: parseChoice(root, 'status', STATUSES, report),
    level: level as SigmaLevel | undefined,
    description: readString(root, 'description', 'invalid-description', report)?.text,
    author: readString(root, 'author', 'invalid-author', report)?.text,
    license: readString(root, 'license', 'invalid-license', report)?.text,
    date: readDate(root, 'date', report),
    modified: readDate(root, 'modified', report),
    taxonomy: parseTaxonomy(root, report),
  };
  return {
    key: id ?? name ?? `${source.file}#${document.document}`,
    title: parseTitle(root, report),
    ...withoutUndefined(optional),
    references: readList(root, 'references', 'invalid-references', report).map(textOf),
    falsepositives: readList(root, 'falsepositives', 'invalid-falsepositives', report).map(textOf),
    fields: readList(root, 'fields', 'invalid-fields', report).map(textOf),
    scope: readList(root, 'scope', 'invalid-scope', report).map(textOf),
    tags: parseTags(root, report),
    related: parseRelated(root, report),
    custom: customMembers(root),
    source,
    document: document.document,
    body: document.body,
    location: root.location,
  };
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function parseTitle(root: YamlMapping, report: Report): string {
  const entry = entryOf(root, 'title');
  if (!entry || isMissing(entry.value)) {
    report.error(
      'invalid-title',
      (entry?.value ?? root).location,
      'The title is missing. Write "title:" and what is detected.',
      'title'
    );
    return '';
  }
  const title = readString(root, 'title', 'invalid-title', report);
  if (title && [...title.text].length > MAX_TITLE_LENGTH) {
    report.error(
      'invalid-title',
      title.location,
      `The title is longer than ${MAX_TITLE_LENGTH} characters. Shorten it; details belong in the description.`,
      'title'
    );
  }
  return title?.text ?? '';
}

function parseId(root: YamlMapping, report: Report): string | undefined {
  const id = readString(root, 'id', 'invalid-id', report);
  if (id && normaliseUuid(id.text) === undefined) {
    report.error(
      'invalid-id',
      id.location,
      `"${shown(id)}" is no UUID. Write one such as 352a918a-34d8-4882-8470-44830c507aa3.`,
      'id'
    );
  }
  return id?.text;
}

function parseName(root: YamlMapping, report: Report): string | undefined {
  const name = readString(root, 'name', 'invalid-name', report);
  if (name?.text === '') {
    report.error('invalid-name', name.location, 'The name is empty. Write one, or remove "name".', 'name');
    return undefined;
  }
  return name?.text;
}

function parseTaxonomy(root: YamlMapping, report: Report): string | undefined {
  const taxonomy = readString(root, 'taxonomy', 'invalid-taxonomy', report);
  if (taxonomy?.text === '') {
    report.error(
      'invalid-taxonomy',
      taxonomy.location,
      'The taxonomy is empty. Write its name, or remove "taxonomy".',
      'taxonomy'
    );
  }
  return taxonomy?.text;
}

/** Any case is accepted, lower case is kept. */
function parseChoice(
  root: YamlMapping,
  name: 'level' | 'status',
  choices: readonly string[],
  report: Report
): string | undefined {
  const code = name === 'level' ? 'invalid-level' : 'invalid-status';
  const value = readString(root, name, code, report);
  if (!value) {
    return undefined;
  }
  const choice = choices.find((candidate) => candidate === value.text.toLowerCase());
  if (!choice) {
    report.error(code, value.location, `"${shown(value)}" is no ${name}. Write one of: ${choices.join(', ')}.`, name);
  }
  return choice;
}

function readDate(root: YamlMapping, name: 'date' | 'modified', report: Report): string | undefined {
  const node = member(root, name);
  if (isMissing(node)) {
    return undefined;
  }
  const date = node.kind === 'scalar' ? parseDate(node.text, node.type === 'timestamp') : undefined;
  if (date === undefined) {
    report.error('invalid-date', node.location, `"${shown(node)}" is no date. Write "${name}" as YYYY-MM-DD.`, name);
  }
  return date;
}

function parseTags(root: YamlMapping, report: Report): string[] {
  return readList(root, 'tags', 'invalid-tag', report).flatMap((node, index) => {
    const path = `tags.${index}`;
    if (node.kind !== 'scalar' || node.type !== 'string') {
      report.error(
        'invalid-tag',
        node.location,
        `A tag must be a string, not ${describeNode(node)}. Put it in quotes.`,
        path
      );
      return [];
    }
    if (!node.text.includes('.')) {
      report.error(
        'invalid-tag',
        node.location,
        `The tag "${shown(node)}" has no namespace. Write it as namespace.name, such as attack.t1078.`,
        path
      );
    }
    return [node.text];
  });
}

function parseRelated(root: YamlMapping, report: Report): RelatedRule[] {
  return readList(root, 'related', 'invalid-related', report).flatMap((node, index) => {
    const fail = (at: YamlNode, message: string): [] => {
      report.error('invalid-related', at.location, message, `related.${index}`);
      return [];
    };
    if (node.kind !== 'mapping') {
      return fail(node, `A related rule is a map with "id" and "type", not ${describeNode(node)}.`);
    }
    const id = member(node, 'id');
    const type = member(node, 'type');
    if (id?.kind !== 'scalar' || id.type !== 'string' || normaliseUuid(id.text) === undefined) {
      return fail(id ?? node, 'A related rule needs an "id" that is a UUID.');
    }
    const choice =
      type?.kind === 'scalar' && type.type === 'string'
        ? RELATED_TYPES.find((known) => known === type.text.toLowerCase())
        : undefined;
    if (!choice) {
      return fail(type ?? node, `A related rule needs a "type": one of ${RELATED_TYPES.join(', ')}.`);
    }
    return [{ id: id.text, type: choice }];
  });
}

function customMembers(root: YamlMapping): Record<string, PlainValue> {
  return Object.fromEntries(
    root.entries.filter((entry) => !KNOWN.has(entry.name)).map((entry) => [entry.name, toPlain(entry.value)])
  );
}
