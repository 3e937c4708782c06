import { EventView } from '../evaluate/eventView';
import { compileFilters } from '../evaluate/filters';
import { eventNeeds } from '../evaluate/planSelection';
import { turnTaker } from '../evaluate/turns';
import { answerOf, type Answer } from './answer';
import type { QueryContext } from './context';
import { filtersOf, scanBase } from './findDetections';
import { gravestRule, labelsOfRule } from './gravestRule';
import { sourceOf } from './sourceOf';

export interface FoundEvents {
  /** Newest first, one more than the query's limit at most: it shows that there are more. */
  readonly events: readonly EventView[];
  /** Events that pass, where they were counted. */
  readonly answer: Answer;
}

/**
 * The events that a query asks for, by its lookup attribute and filters. Filters on a rule's labels look at the gravest
 * rule that matches the event, which log lines show.
 */
export async function findEvents(context: QueryContext): Promise<FoundEvents> {
  const { query, settings } = context;
  const source = sourceOf(context, { fromMs: context.fromMs });
  const filters = compileFilters(filtersOf(context, source));
  const wanted = {
    ...scanBase(context, source),
    needs: eventNeeds(query.lookup, query.filters),
    ...(query.lookup ? { only: query.lookup } : {}),
    // Newest first: without filters no more need be looked up than are shown.
    ...(filters.testsEvents || filters.testsRules || query.limit > settings.maxEventsPerQuery
      ? { maxEvents: settings.maxEventsPerQuery }
      : { maxEvents: query.limit, limitName: 'limit' }),
  };
  const scan = await context.scans.scan(wanted, source);
  const answer = answerOf(context, scan, 0);
  const giveWay = turnTaker(context.signal);
  const gravest = filters.testsRules ? await gravestRule(context) : undefined;
  const passes = (event: EventView): boolean =>
    (!filters.testsEvents || filters.event(event)) && (!gravest || filters.rule(labelsOfRule(gravest(event))));
  const events: EventView[] = [];
  for (const row of scan.events.rows()) {
    await giveWay();
    const event = EventView.of(row);
    if (passes(event)) {
      events.push(event);
      if (events.length > query.limit) {
        break;
      }
    }
  }
  return { events, answer };
}
