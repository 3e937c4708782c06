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

/**
 * Where a query's events come from (contract, section 8): as it says, else LookupEvents where that sees all that the
 * query needs, else the trail where there is one.
 *
 * @throws QueryError where a query asks for a trail that there is not
 */
export function sourceOf(context: QueryContext, question: SourceQuestion): SourceName {
  const { query, trail } = context;
  if (query.source === 'trail' && !trail) {
    throw new QueryError(
      'No trail is set up for this data source. Leave `source` out to ask LookupEvents, or add a trail in the settings.'
    );
  }
  return query.source ?? (trail && !lookupSeesAll(context, question) ? 'trail' : 'lookup');
}

/** The trail, where a query is answered from it. */
export function trailOf(context: QueryContext, source: SourceName): TrailSource | undefined {
  return source === 'trail' ? context.trail : undefined;
}

function lookupSeesAll(context: QueryContext, { fromMs, selection }: SourceQuestion): boolean {
  const { query, source, nowMs } = context;
  const isInHistory = fromMs >= nowMs - LOOKUP_DAYS * 86_400_000;
  const isSearched = query.regions.every((region) => source.regions.includes(region));
  if (!isInHistory || !isSearched) {
    return false;
  }
  if (selection) {
    return selection.rules.every((rule) => isVisible(selection, rule));
  }
  // All kinds of events are wanted, or those of one name.
  return query.queryType !== 'coverage' && !namesDataEvent(context);
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
