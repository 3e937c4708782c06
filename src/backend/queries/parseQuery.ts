import { LEVELS, type Level } from '../../contract/levels';
import {
  FILTER_OPERATORS,
  FORMATS,
  LOOKUP_ATTRIBUTE_KEYS,
  QUERY_TYPES,
  type EventFilter,
  type Format,
  type LookupAttributeKey,
  type QueryType,
  type RuleSelection,
  type SigtrailQueryModel,
} from '../../contract/query';
import { isObject } from '../settings/readers';
import { QueryError } from './queryError';

/** A query, checked; defaults are filled in. */
export interface Query {
  readonly queryType: QueryType;
  readonly format: Format;
  readonly rules: RuleSelection;
  /** Inline Sigma YAML; undefined when the query has none. */
  readonly rule?: string;
  readonly groupBy: readonly string[];
  readonly fill: 'zero' | 'none';
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  readonly lookup?: { readonly attribute: LookupAttributeKey; readonly value: string };
  readonly filters: readonly EventFilter[];
  readonly limit: number;
  /** Undefined: LookupEvents where it sees all that the query needs. */
  readonly source?: 'lookup' | 'trail';
}

export const DEFAULT_LIMIT = 1000;
const MAX_LIMIT = 100_000;
const MAX_GROUP_BY = 10;

const FORMATS_OF: Readonly<Record<QueryType, readonly Format[]>> = {
  detections: ['table', 'logs'],
  events: ['table', 'logs'],
  counts: ['timeseries', 'numeric'],
  rules: ['table'],
  coverage: ['table'],
};

/**
 * Checks a query as it came from a dashboard, an alert rule or a script.
 *
 * @param fallbackType Grafana's own `queryType` beside the model
 * @param fromAlert alert evaluations want numbers where the query does not say
 * @throws QueryError
 */
export function parseQuery(
  model: Readonly<Record<string, unknown>> | undefined,
  fallbackType: string,
  fromAlert: boolean
): Query {
  if (!model) {
    throw new QueryError('The query is not a JSON object.');
  }
  const source = model as Partial<Record<keyof SigtrailQueryModel, unknown>>;
  const queryType = parseType(source.queryType ?? (fallbackType || undefined));
  const rule = text(source.rule, 'rule');
  const lookup = parseLookup(source.lookup);
  const asked = oneOf(source.source, ['lookup', 'trail'] as const, 'source');
  return {
    queryType,
    ...(asked ? { source: asked } : {}),
    format: parseFormat(source.format, queryType, fromAlert),
    rules: parseSelection(source.rules),
    ...(rule !== undefined && rule.trim() !== '' ? { rule } : {}),
    groupBy: parseGroupBy(source.groupBy),
    fill: oneOf(source.fill, ['zero', 'none'] as const, 'fill') ?? 'zero',
    regions: texts(source.regions, 'regions'),
    accounts: texts(source.accounts, 'accounts'),
    ...(lookup ? { lookup } : {}),
    filters: parseFilters(source.filters),
    limit: parseLimit(source.limit),
  };
}

function parseType(value: unknown): QueryType {
  const type = oneOf(value, QUERY_TYPES, 'queryType');
  if (!type) {
    throw new QueryError(`The query has no queryType: choose ${QUERY_TYPES.join(', ')}.`);
  }
  return type;
}

function parseFormat(value: unknown, type: QueryType, fromAlert: boolean): Format {
  const format = oneOf(value, FORMATS, 'format');
  const possible = FORMATS_OF[type];
  if (format === undefined) {
    return type === 'counts' && fromAlert ? 'numeric' : possible[0];
  }
  // Switching the kind in the editor leaves the format of the old one behind where only one is possible.
  if (possible.length === 1) {
    return possible[0];
  }
  if (!possible.includes(format)) {
    throw new QueryError(`${type} have no format "${format}": choose ${possible.join(' or ')}.`);
  }
  return format;
}

/** A rule selection from a query's JSON. @throws QueryError */
export function parseSelection(value: unknown): RuleSelection {
  if (value === undefined || value === null) {
    return {};
  }
  if (!isObject(value)) {
    throw new QueryError('`rules` must be an object such as {"minLevel": "high"}.');
  }
  const levels = texts(value.levels, 'rules.levels').map((level) => parseLevel(level, 'rules.levels'));
  const minLevelText = text(value.minLevel, 'rules.minLevel');
  const minLevel = minLevelText ? parseLevel(minLevelText, 'rules.minLevel') : undefined;
  const words = text(value.text, 'rules.text');
  const lists = {
    ids: texts(value.ids, 'rules.ids'),
    levels,
    statuses: texts(value.statuses, 'rules.statuses'),
    tags: texts(value.tags, 'rules.tags'),
    services: texts(value.services, 'rules.services'),
  };
  return {
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(minLevel ? { minLevel } : {}),
    ...(words?.trim() ? { text: words.trim() } : {}),
  };
}

function parseLevel(value: string, name: string): Level {
  const level = oneOf(value.toLowerCase(), LEVELS, name);
  if (!level) {
    throw new QueryError(`\`${name}\` is empty.`);
  }
  return level;
}

function parseGroupBy(value: unknown): string[] {
  const fields = texts(value, 'groupBy');
  if (fields.length > MAX_GROUP_BY) {
    throw new QueryError(`groupBy names ${fields.length} fields; at most ${MAX_GROUP_BY} make sense as labels.`);
  }
  const names = new Map<string, string>([
    ['rule_id', ''],
    ['rule', ''],
    ['severity', ''],
    ['count', ''],
  ]);
  for (const field of fields) {
    const name = labelName(field);
    if (names.has(name)) {
      throw new QueryError(`groupBy: the label "${name}" of "${field}" is taken. Leave "${field}" out.`);
    }
    names.set(name, field);
  }
  return fields;
}

/** A field's label: `userIdentity.arn` is `userIdentity_arn`. */
export function labelName(field: string): string {
  return field.replaceAll('.', '_');
}

function parseLookup(value: unknown): Query['lookup'] {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!isObject(value)) {
    throw new QueryError('`lookup` must be {"attribute": "Username", "value": "alice"}.');
  }
  const attribute = oneOf(value.attribute, LOOKUP_ATTRIBUTE_KEYS, 'lookup.attribute');
  const wanted = text(value.value, 'lookup.value');
  if (!attribute || !wanted?.trim()) {
    return undefined;
  }
  return { attribute, value: wanted.trim() };
}

/** Ad-hoc filters from a query's JSON. @throws QueryError */
export function parseFilters(value: unknown): EventFilter[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new QueryError('`filters` must be a list of {"field", "operator", "value"}.');
  }
  return value.map((entry: unknown, index) => {
    const name = `filters[${index}]`;
    if (!isObject(entry)) {
      throw new QueryError(`\`${name}\` must be {"field", "operator", "value"}.`);
    }
    const field = text(entry.field, `${name}.field`)?.trim();
    const operator = oneOf(entry.operator, FILTER_OPERATORS, `${name}.operator`);
    if (!field || !operator) {
      throw new QueryError(`\`${name}\` needs a field and an operator (${FILTER_OPERATORS.join(' ')}).`);
    }
    return { field, operator, value: text(entry.value, `${name}.value`) ?? '' };
  });
}

function parseLimit(value: unknown): number {
  if (value === undefined || value === null || value === '') {
    return DEFAULT_LIMIT;
  }
  const limit = typeof value === 'string' ? Number(value) : value;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new QueryError(`\`limit\` must be a whole number from 1 to ${MAX_LIMIT}.`);
  }
  return limit;
}

function text(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw new QueryError(`\`${name}\` must be text.`);
  }
  return value;
}

function texts(value: unknown, name: string): string[] {
  if (value === undefined || value === null) {
    return [];
  }
  const list = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list) || list.some((entry) => typeof entry !== 'string')) {
    throw new QueryError(`\`${name}\` must be a list of texts.`);
  }
  return [...new Set((list as string[]).map((entry) => entry.trim()).filter((entry) => entry !== ''))];
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], name: string): T | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (!(allowed as readonly unknown[]).includes(value)) {
    throw new QueryError(`\`${name}\` is ${JSON.stringify(value)}: use ${allowed.join(', ')}.`);
  }
  return value as T;
}
