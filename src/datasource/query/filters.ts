import type { AdHocVariableFilter, ToggleFilterAction } from '@grafana/data';
import { FILTER_OPERATORS, type EventFilter, type FilterOperator } from '../../contract/query';
import type { SigtrailQuery } from '../types';
import type { DetailFilter } from './detailFilter';

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
export function toggleFilter(
  query: SigtrailQuery,
  type: ToggleFilterAction['type'],
  filter: DetailFilter
): SigtrailQuery {
  const operator = type === 'FILTER_FOR' ? '=' : '!=';
  const others = (query.filters ?? []).filter((other) => !isAbout(other, filter));
  const wasThere = (query.filters ?? []).some((other) => isAbout(other, filter) && other.operator === operator);
  return { ...query, filters: wasThere ? others : [...others, { ...filter, operator }] };
}

export function hasFilter(query: SigtrailQuery, filter: DetailFilter): boolean {
  return (query.filters ?? []).some((other) => isAbout(other, filter) && other.operator === '=');
}

export const QUERY_MODIFICATIONS = ['ADD_FILTER', 'ADD_FILTER_OUT'];

/** Adds a filter, as Explore's and a table's "filter for value" ask; the opposite one is replaced. */
export function modifyQuery(query: SigtrailQuery, type: string, filter: DetailFilter): SigtrailQuery {
  if (!QUERY_MODIFICATIONS.includes(type)) {
    return query;
  }
  const others = (query.filters ?? []).filter((other) => !isAbout(other, filter));
  return { ...query, filters: [...others, { ...filter, operator: type === 'ADD_FILTER' ? '=' : '!=' }] };
}

function isAbout({ field, value, operator }: EventFilter, filter: DetailFilter): boolean {
  return field === filter.field && value === filter.value && (operator === '=' || operator === '!=');
}

function isOperator(operator: string): operator is FilterOperator {
  return (FILTER_OPERATORS as readonly string[]).includes(operator);
}

/** What RE2 takes for itself, so that a value stands for itself. */
function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
