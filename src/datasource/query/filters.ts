import type { AdHocVariableFilter, QueryFixAction, ToggleFilterAction } from '@grafana/data';
import { FILTER_OPERATORS, type EventFilter, type FilterOperator } from '../../contract/query';
import type { SigtrailQuery } from '../types';

/** "Any of the values" as one filter; `!=` and `!~` stand for "none of them". Other operators keep the first value. */
export function anyOf(field: string, operator: FilterOperator, values: readonly string[]): EventFilter {
  switch (operator) {
    case '=':
      return { field, operator: '=~', value: values.map(escapeRegex).join('|') };
    case '!=':
      return { field, operator: '!~', value: values.map(escapeRegex).join('|') };
    default:
      return { field, operator, value: values[0] ?? '' };
  }
}

/**
 * A dashboard's ad hoc filters as the backend takes them. Grafana's `=|` and `!=|` are "one of" and "none of". A filter
 * that is still being entered (no key, an operator that is unknown here) is left out.
 */
export function fromAdHoc(filters: readonly AdHocVariableFilter[] = []): EventFilter[] {
  return filters.flatMap(({ key, operator, value, values }): EventFilter[] => {
    if (!key) {
      return [];
    }
    if (operator === '=|' || operator === '!=|') {
      const several = values && values.length > 0 ? values : [value];
      const single = operator === '=|' ? '=' : '!=';
      return [several.length === 1 ? { field: key, operator: single, value: several[0] } : anyOf(key, single, several)];
    }
    return isOperator(operator) ? [{ field: key, operator, value }] : [];
  });
}

/** Adds a filter, or takes it away where it is there; the opposite one is replaced. */
export function toggleFilter(query: SigtrailQuery, { type, options }: ToggleFilterAction): SigtrailQuery {
  const { key: field, value } = options;
  const operator = type === 'FILTER_FOR' ? '=' : '!=';
  const others = (query.filters ?? []).filter((filter) => !isAbout(filter, field, value));
  const wasThere = (query.filters ?? []).some(
    (filter) => isAbout(filter, field, value) && filter.operator === operator
  );
  return { ...query, filters: wasThere ? others : [...others, { field, operator, value }] };
}

export function hasFilter(query: SigtrailQuery, field: string, value: string): boolean {
  return (query.filters ?? []).some((filter) => isAbout(filter, field, value) && filter.operator === '=');
}

export const QUERY_MODIFICATIONS = ['ADD_FILTER', 'ADD_FILTER_OUT'];

/** Adds a filter, as Explore's and a table's "filter for value" ask; the opposite one is replaced. */
export function modifyQuery(query: SigtrailQuery, { type, options }: QueryFixAction): SigtrailQuery {
  if (!QUERY_MODIFICATIONS.includes(type) || !options?.key) {
    return query;
  }
  const { key: field, value = '' } = options;
  const others = (query.filters ?? []).filter((filter) => !isAbout(filter, field, value));
  return { ...query, filters: [...others, { field, operator: type === 'ADD_FILTER' ? '=' : '!=', value }] };
}

function isAbout(filter: EventFilter, field: string, value: string): boolean {
  return filter.field === field && filter.value === value && (filter.operator === '=' || filter.operator === '!=');
}

function isOperator(operator: string): operator is FilterOperator {
  return (FILTER_OPERATORS as readonly string[]).includes(operator);
}

/** What RE2 takes for itself, so that a value stands for itself. */
function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
