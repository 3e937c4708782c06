import { LOOKUP_DAYS, type TrailSource } from '../../cloudtrail';
import type { SelectedRule, Selection } from '../evaluate/selected';
import { eventKnowledge } from '../rules/catalogue';
import type { QueryContext } from './context';
import { QueryError } from './queryError';

export type SourceName = 'lookup' | 'trail';

/** What a query asks about, as far as it decides which source can see it. */
export interface SourceQuestion {
  /** Epoch milliseconds: with what correlations look back on. */
  readonly fromMs: number;
  /** Rules whose events are wanted; absent: all events. */
  readonly selection?: Selection;
}

export interface ChosenSource {
  readonly source: SourceName;
  /** Why, in a sentence. */
  readonly reason: string;
}

/**
 * Where a query's events come from (contract, section 8): as it says, else LookupEvents where that sees all that the
 * query needs, else the trail where there is one.
 *
 * @throws QueryError where a query asks for a trail that there is not
 */
export function chooseSource(context: QueryContext, question: SourceQuestion): ChosenSource {
  const { query, trail } = context;
  if (query.source === 'trail' && !trail) {
    throw new QueryError(
      'No trail is set up for this data source. Leave `source` out to ask LookupEvents, or add a trail in the settings.'
    );
  }
  if (query.source) {
    return { source: query.source, reason: 'The query says so.' };
  }
  if (!trail) {
    return { source: 'lookup', reason: 'The data source has no trail.' };
  }
  const hidden = hiddenFromLookup(context, question);
  return hidden === undefined
    ? { source: 'lookup', reason: 'LookupEvents sees all that the query needs.' }
    : { source: 'trail', reason: hidden };
}

/** The source alone; see `chooseSource`. */
export function sourceOf(context: QueryContext, question: SourceQuestion): SourceName {
  return chooseSource(context, question).source;
}

/** The trail, where a query is answered from it. */
export function trailOf(context: QueryContext, source: SourceName): TrailSource | undefined {
  return source === 'trail' ? context.trail : undefined;
}

/** What LookupEvents cannot see of all that a query needs, in a sentence; undefined where it sees everything. */
function hiddenFromLookup(context: QueryContext, { fromMs, selection }: SourceQuestion): string | undefined {
  const { query, source, nowMs } = context;
  if (fromMs < nowMs - LOOKUP_DAYS * 86_400_000) {
    return `LookupEvents has the last ${LOOKUP_DAYS} days, and the query begins before them.`;
  }
  const foreign = query.regions.filter((region) => !source.regions.includes(region));
  if (foreign.length > 0) {
    return `LookupEvents is not asked in ${foreign.join(', ')}.`;
  }
  if (selection) {
    const hidden = selection.rules.filter((rule) => !isVisible(selection, rule)).length;
    return hidden === 0
      ? undefined
      : `${hidden === 1 ? '1 rule needs' : `${hidden} rules need`} data events, which LookupEvents never returns.`;
  }
  // All kinds of events are wanted, or those of one name.
  return query.queryType === 'coverage' || namesDataEvent(context)
    ? 'The query is about data events too, which LookupEvents never returns.'
    : undefined;
}

function isVisible({ book }: Selection, { rule }: SelectedRule): boolean {
  return book.catalogue.isFullyVisible(rule);
}

function namesDataEvent({ query: { filters, lookup } }: QueryContext): boolean {
  const named = (field: string, attribute: string) =>
    filters.find((filter) => filter.field === field && filter.operator === '=')?.value ??
    (lookup?.attribute === attribute ? lookup.value : undefined);
  const eventName = named('eventName', 'EventName');
  const eventSource = named('eventSource', 'EventSource');
  return eventName !== undefined && eventKnowledge(eventSource ?? '*', eventName).category === 'data';
}
