import type { QueryType, RuleSelection, SigtrailQueryModel } from '../../contract/query';
import type { SigtrailQuery } from '../types';
import { FORMATS_OF } from './formats';

const LISTS = ['groupBy', 'regions', 'accounts'] as const;
const RULE_LISTS = ['ids', 'levels', 'statuses', 'tags', 'services'] as const;

/**
 * Brings a stored query into today's form: one text where a list belongs becomes a list, a missing kind is told from
 * what else the query has, and a format that the kind does not have is left out. Pure; gives the same object back when
 * there is nothing to do, so that editors do not report changes that no one made.
 */
export function migrate(query: SigtrailQuery): SigtrailQuery {
  const migrated: Record<string, unknown> = { ...query };
  let changed = false;
  const set = (name: string, value: unknown) => {
    migrated[name] = value;
    changed = true;
  };
  if (!query.queryType) {
    set('queryType', kindOf(query));
  }
  for (const name of LISTS) {
    if (typeof query[name] === 'string') {
      set(name, listOf(query[name]));
    }
  }
  const rules = migrateSelection(query.rules);
  if (rules !== query.rules) {
    set('rules', rules);
  }
  const possible = FORMATS_OF[migrated.queryType as QueryType];
  if (query.format && possible && !query.format.includes('$') && !possible.includes(query.format)) {
    delete migrated.format;
    changed = true;
  }
  return changed ? (migrated as unknown as SigtrailQuery) : query;
}

const OWN: ReadonlyArray<keyof SigtrailQueryModel> = [
  'queryType',
  'rules',
  'rule',
  'format',
  'groupBy',
  'fill',
  'regions',
  'accounts',
  'lookup',
  'filters',
  'limit',
  'source',
];

/** True for a query that nobody has filled in: it has nothing but Grafana's own members. */
export function isEmpty(query: SigtrailQuery): boolean {
  return OWN.every((name) => query[name] === undefined || query[name] === null || (query[name] as unknown) === '');
}

/**
 * True for a query that is still being entered. Without what is missing (an own rule's text, the value to look up) it
 * would ask for everything, which no one wants.
 */
export function isUnfinished({ queryType, rule, lookup }: SigtrailQuery): boolean {
  if (queryType === 'events') {
    return lookup ? !lookup.value?.trim() : false;
  }
  return typeof rule === 'string' && !rule.trim();
}

function kindOf(query: SigtrailQuery): QueryType {
  if (query.lookup) {
    return 'events';
  }
  return query.groupBy || query.fill || query.format === 'timeseries' || query.format === 'numeric'
    ? 'counts'
    : 'detections';
}

function migrateSelection(rules: RuleSelection | undefined): RuleSelection | undefined {
  const texts = RULE_LISTS.filter((name) => typeof rules?.[name] === 'string');
  if (texts.length === 0) {
    return rules;
  }
  return { ...rules, ...Object.fromEntries(texts.map((name) => [name, listOf(rules?.[name])])) };
}

function listOf(text: unknown): string[] {
  return String(text) === '' ? [] : [String(text)];
}
