import { RE2JS } from 're2js';
import type { EventFilter } from '../../contract/query';
import { QueryError } from '../queries/queryError';
import type { EventView } from './eventView';
import { remembering, type ColumnValue } from '../../sigma';
import { fieldTexts, textsOf } from './fieldText';
import { RULE_LABELS, type RuleLabels } from './ruleLabels';
import { columnNameOf, tells } from './tellingColumn';

export interface CompiledFilters {
  /** True when there is a test on events. */
  readonly testsEvents: boolean;
  /** True when there is a test on rules. */
  readonly testsRules: boolean;
  event(event: EventView): boolean;
  rule(labels: RuleLabels): boolean;
}

/** A pattern beyond this is no filter any more. */
const MAX_PATTERN = 1000;

/**
 * Ad-hoc filters, ANDed. A field with several values passes `=`, `=~`, `<`, `>` when one of them does, and `!=`, `!~`
 * when none does; a missing field counts as the empty text. Regular expressions are RE2's and match the whole value, as
 * everywhere in Grafana. `<` and `>` compare numbers where both sides are, else text (which orders times).
 *
 * @throws QueryError for a pattern that is no RE2 expression
 */
export function compileFilters(filters: readonly EventFilter[]): CompiledFilters {
  const compiled = filters.map((filter) => ({ field: filter.field, test: compileTest(filter) }));
  const ofRules = compiled.filter(({ field }) => RULE_LABELS.has(field));
  const ofEvents = compiled.filter(({ field }) => !RULE_LABELS.has(field)).map(eventTest);
  return {
    testsEvents: ofEvents.length > 0,
    testsRules: ofRules.length > 0,
    event: (event) => ofEvents.every((passes) => passes(event)),
    rule: (labels) => ofRules.every(({ field, test }) => test([labels[field as keyof RuleLabels]])),
  };
}

/** A test of events that tests each value of a column once: a filter is asked for every match. */
function eventTest({ field, test }: { field: string; test: (values: readonly string[]) => boolean }) {
  const column = columnNameOf(field);
  const passes = remembering((value: ColumnValue) => test(textsOf([value])));
  return (event: EventView): boolean => {
    const value = event.column(column);
    return tells(field, value) ? passes(value) : test(fieldTexts(event, field));
  };
}

function compileTest(filter: EventFilter): (values: readonly string[]) => boolean {
  const { operator, value } = filter;
  const some = (test: (candidate: string) => boolean) => (values: readonly string[]) =>
    values.length === 0 ? test('') : values.some(test);
  const none = (test: (candidate: string) => boolean) => {
    const passes = some(test);
    return (values: readonly string[]) => !passes(values);
  };
  switch (operator) {
    case '=':
      return some((candidate) => candidate === value);
    case '!=':
      return none((candidate) => candidate === value);
    case '=~':
      return some(compilePattern(filter));
    case '!~':
      return none(compilePattern(filter));
    case '<':
    case '>':
      return some((candidate) => candidate !== '' && compare(candidate, value) === (operator === '<' ? -1 : 1));
  }
}

function compilePattern({ field, value }: EventFilter): (candidate: string) => boolean {
  if (value.length > MAX_PATTERN) {
    throw new QueryError(
      `The filter on "${field}" has a pattern of ${value.length} characters; at most ${MAX_PATTERN} are allowed.`
    );
  }
  try {
    const pattern = RE2JS.compile(value, RE2JS.DOTALL);
    return (candidate) => pattern.matches(candidate);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new QueryError(
      `The filter on "${field}" is no RE2 regular expression: ${reason}. Look-around and back-references do not exist there.`
    );
  }
}

function compare(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (a.trim() !== '' && b.trim() !== '' && !Number.isNaN(x) && !Number.isNaN(y)) {
    return Math.sign(x - y);
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
