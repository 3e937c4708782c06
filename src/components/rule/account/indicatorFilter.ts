import type { EventFilter } from '../../../contract/query';
import type { IndicatorRow } from '../../../contract/resources';

/** The backend refuses longer patterns. */
const MAX_PATTERN = 1000;

/** A filter that keeps events with a value that a rule looks for; undefined where no indicator can be written as one. */
export function indicatorFilter(indicators: readonly IndicatorRow[]): EventFilter | undefined {
  return indicators.flatMap((row) => filterOf(row) ?? [])[0];
}

/** Filters match whole values and case; Sigma's values match without case, its expressions anywhere in the value. */
function filterOf({ field, kind, values }: IndicatorRow): EventFilter | undefined {
  const any = `(?:${values.map((value) => (kind === 'regex_match' ? value : quoted(value))).join('|')})`;
  const pattern = field === '' ? undefined : patternOf(kind, any);
  return pattern === undefined || pattern.length > MAX_PATTERN ? undefined : { field, operator: '=~', value: pattern };
}

function patternOf(kind: IndicatorRow['kind'], any: string): string | undefined {
  switch (kind) {
    case 'eq':
      return `(?i)${any}`;
    case 'contains':
      return `(?i).*${any}.*`;
    case 'startswith':
      return `(?i)${any}.*`;
    case 'endswith':
      return `(?i).*${any}`;
    case 'regex_match':
      return `.*${any}.*`;
    default:
      return undefined;
  }
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
