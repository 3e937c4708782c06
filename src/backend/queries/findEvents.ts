import type { EventRow } from '../../cloudtrail';
import { compileFilters } from '../evaluate/filters';
import { planFilters } from '../evaluate/planSelection';
import { recordOf } from '../evaluate/record';
import { turnTaker } from '../evaluate/turns';
import { answerOf, type Answer } from './answer';
import type { QueryContext } from './context';

export interface FoundEvents {
  /** Newest first. */
  readonly rows: readonly EventRow[];
  readonly answer: Answer;
}

/** The events that a query asks for, by its lookup attribute and filters. */
export async function findEvents(context: QueryContext): Promise<FoundEvents> {
  const { query, settings } = context;
  const filters = compileFilters(query.filters);
  const scan = await context.scans.scan({
    fromMs: context.fromMs,
    toMs: context.toMs,
    regions: query.regions,
    accounts: query.accounts,
    priority: context.alert ? 'alert' : 'panel',
    deadlineMs: context.deadlineMs,
    signal: context.signal,
    plan: query.lookup ? [query.lookup] : planFilters(query.filters),
    // Newest first: without filters no more need be looked up than are shown.
    ...(filters.testsEvents
      ? { maxEvents: settings.maxEventsPerQuery }
      : { maxEvents: Math.min(settings.maxEventsPerQuery, query.limit), limitName: 'limit' }),
  });
  const answer = answerOf(context, scan, 0);
  if (!filters.testsEvents) {
    return { rows: scan.events, answer };
  }
  const giveWay = turnTaker(context.signal);
  const rows: EventRow[] = [];
  for (const row of scan.events) {
    await giveWay();
    if (filters.event(recordOf(row), row)) {
      rows.push(row);
    }
  }
  return { rows, answer };
}
