import { LEVELS, LOG_LEVELS, type Level } from '../../contract/levels';

/** Fields of log lines and tables that no event has: there is nothing to filter by. */
const NO_FILTERS: ReadonlySet<string> = new Set(['matched', 'record', 'body', 'id', 'labels', 'time', 'timestamp']);

/** A field and a value that filters can compare. */
export interface DetailFilter {
  field: string;
  value: string;
}

/**
 * A field and value of log details or a table's cell as a filter has them; undefined for what cannot be filtered by.
 * Details show the level that Grafana colours a line by as `severity`, beside the site's label, which filters compare.
 */
export function detailFilter(
  key: string,
  value: string,
  severityLabels: Partial<Readonly<Record<Level, string>>> = {}
): DetailFilter | undefined {
  if (key === '' || NO_FILTERS.has(key)) {
    return undefined;
  }
  if (key === 'rule_page') {
    return { field: 'rule_id', value };
  }
  const label = (level: Level) => severityLabels[level] ?? level;
  if (key === 'severity' && !LEVELS.some((level) => label(level) === value)) {
    const level = LEVELS.find((known) => LOG_LEVELS[known] === value);
    return { field: key, value: level ? label(level) : value };
  }
  return { field: key, value };
}
