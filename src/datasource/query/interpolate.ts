import { LEVELS, type Level } from '../../contract/levels';
import type { EventFilter, RuleSelection } from '../../contract/query';
import type { SigtrailQuery } from '../types';
import { clean } from './clean';
import { expand, expandList, type Replace } from './expand';
import { anyOf } from './filters';

const LISTS = ['groupBy', 'regions', 'accounts'] as const;
const SCALARS = ['queryType', 'format', 'fill', 'limit', 'source'] as const;
const RULE_LISTS = ['ids', 'levels', 'statuses', 'tags', 'services'] as const;

/**
 * A query with every dashboard variable replaced. Lists take all values of a variable; a filter on a variable with
 * several values becomes one of "any of them". `lookup.value` can hold several values too (CloudTrail looks up one):
 * they are told by `lookupProblem`.
 */
export function interpolate(query: SigtrailQuery, replace: Replace): SigtrailQuery {
  const done: Record<string, unknown> = { ...query };
  for (const name of SCALARS) {
    const value: unknown = query[name];
    if (typeof value === 'string') {
      done[name] = replace(value);
    }
  }
  for (const name of LISTS) {
    if (query[name]) {
      done[name] = expandList(query[name], replace);
    }
  }
  if (query.rules) {
    done.rules = interpolateSelection(query.rules, replace);
  }
  if (query.rule) {
    // A list in flow style is what YAML reads wherever a value may stand.
    done.rule = replace(query.rule, (value) => (Array.isArray(value) ? JSON.stringify(value) : String(value ?? '')));
  }
  if (query.lookup) {
    done.lookup = {
      attribute: replace(query.lookup.attribute),
      value: expand(query.lookup.value ?? '', replace).join(', '),
    };
  }
  if (query.filters) {
    // A filter without a field is still being entered.
    done.filters = query.filters
      .filter(({ field }) => field)
      .map((filter) => interpolateFilter(filter, replace))
      .filter((filter) => !letsAllPass(filter));
  }
  return done as unknown as SigtrailQuery;
}

/** A sentence where a lookup's variable has several values, of which CloudTrail looks up one; else undefined. */
export function lookupProblem(query: SigtrailQuery, replace: Replace): string | undefined {
  if (query.queryType !== 'events' || !query.lookup) {
    return undefined;
  }
  const values = expand(query.lookup.value ?? '', replace);
  return values.length > 1
    ? `CloudTrail looks up one ${query.lookup.attribute} at a time, but the variable has ${values.length} values. Choose one, or use a filter instead.`
    : undefined;
}

export function interpolateSelection(rules: RuleSelection, replace: Replace): RuleSelection {
  const lists = RULE_LISTS.map((name) => [name, expandList(rules[name] ?? [], replace)]);
  return clean<RuleSelection>({
    ...rules,
    ...Object.fromEntries(lists),
    minLevel: rules.minLevel && lowest(expandList([rules.minLevel], replace)),
    text: rules.text && replace(rules.text, (value) => (Array.isArray(value) ? value.join(' ') : String(value ?? ''))),
  });
}

/** Of several levels the lowest lets all of them through. What is no level is left for the backend to tell. */
function lowest(levels: readonly string[]): Level | undefined {
  const known = LEVELS.find((level) => levels.includes(level));
  return known ?? (levels[0] as Level | undefined);
}

/** A variable's custom "All" as a pattern: the backend would try it on each event, missing fields included. */
function letsAllPass({ operator, value }: EventFilter): boolean {
  return operator === '=~' && value === '.*';
}

function interpolateFilter({ field, operator, value }: EventFilter, replace: Replace): EventFilter {
  const done = { field: replace(field), operator: replace(operator) as EventFilter['operator'] };
  if (operator === '=~' || operator === '!~') {
    return { ...done, value: replace(value ?? '', 'regex') };
  }
  const values = expand(value ?? '', replace);
  return values.length === 1 ? { ...done, value: values[0] } : anyOf(done.field, done.operator, values);
}
