import type { Priority, ScanRequest } from '../../cloudtrail';
import type { EventFilter } from '../../contract/query';
import { newestDetections, type Detection, type DetectRequest } from '../evaluate/detect';
import { fieldsBehind } from '../evaluate/fieldText';
import { compileFilters } from '../evaluate/filters';
import { selectionNeeds } from '../evaluate/planSelection';
import { onlyLookedUp } from '../evaluate/onlyLookedUp';
import { lookbackSeconds } from '../evaluate/lookback';
import { neededRules, selectAll, selectRules, type Selection } from '../evaluate/selected';
import { answerOf, type Answer } from './answer';
import type { QueryContext } from './context';
import { limited } from './limited';
import { askedPlaces, placeFilters } from './placeFilters';
import { sourceOf, type SourceName } from './sourceOf';

/** The events in which a query's detections are, and how they were found. */
export interface Found {
  readonly selection: Selection;
  /** What `eachDetection` and `newestDetections` take. */
  readonly request: DetectRequest;
  readonly answer: Answer;
}

/** The rules that a query asks for: its own inline ones, else a selection of the data source's. */
export async function selectionOf(context: QueryContext): Promise<Selection> {
  const { query, settings } = context;
  return query.rule === undefined
    ? selectRules(await context.rules(), query.rules, settings.severityLabels)
    : selectAll(context.inline.get(query.rule), settings.severityLabels);
}

/**
 * Scans the events that the query's rules can match.
 *
 * @param tally how they are told apart, where only their number is wanted
 */
export async function findDetections(context: QueryContext, tally?: ScanRequest['tally']): Promise<Found> {
  const { query } = context;
  const selection = await selectionOf(context);
  const needed = neededRules(selection);
  const searchedFromMs = context.fromMs - lookbackSeconds(selection) * 1000;
  const source = sourceOf(context, { fromMs: searchedFromMs, selection });
  const eventFilters = filtersOf(context, source);
  const filters = onlyLookedUp(compileFilters(eventFilters), query.lookup);
  const scan = await context.scans.scan(
    {
      ...(tally && !query.lookup ? tallied(tally, eventFilters, selection) : {}),
      ...(query.lookup ? { only: query.lookup } : {}),
      ...scanBase(context, source),
      fromMs: searchedFromMs,
      needs: selectionNeeds(needed, query.filters, query.lookup),
      rules: needed,
      key: JSON.stringify([query.rules, query.rule, query.filters, query.lookup]),
      maxEvents: context.settings.maxEventsPerQuery,
    },
    source
  );
  const answer = answerOf(context, scan, needed.length, selection.notices);
  const { fromMs, signal } = context;
  return { selection, answer, request: { selection, filters, events: scan.events, fromMs, signal } };
}

/** A correlation looks at each event by itself. */
function tallied(
  { fields, bucketSeconds }: NonNullable<ScanRequest['tally']>,
  filters: readonly EventFilter[],
  { rules }: Selection
): Pick<ScanRequest, 'tally'> {
  const named = [...fields, ...filters.map(({ field }) => field)];
  return rules.some(({ rule }) => rule.kind === 'correlation')
    ? {}
    : { tally: { fields: [...new Set(named.flatMap(fieldsBehind))], bucketSeconds } };
}

/** What all scans of a query share. */
export function scanBase(context: QueryContext, source: SourceName): Omit<ScanRequest, 'needs' | 'maxEvents'> {
  const { query, alert } = context;
  const { regions, accounts } = source === 'trail' ? askedPlaces(context) : query;
  const priority: Priority = alert ? 'alert' : 'panel';
  return {
    fromMs: context.fromMs,
    toMs: context.toMs,
    regions,
    accounts,
    filters: query.filters,
    priority,
    deadlineMs: context.deadlineMs,
    signal: context.signal,
  };
}

/** The tests on events that a query's filters make: with its regions and accounts where a source does not narrow by them. */
export function filtersOf(context: QueryContext, source: SourceName): EventFilter[] {
  const { filters } = context.query;
  return source === 'trail' ? [...filters, ...placeFilters(askedPlaces(context))] : [...filters];
}

/** The newest detections of a query, as many as its limit allows. */
export async function shownDetections(context: QueryContext): Promise<{ shown: readonly Detection[]; answer: Answer }> {
  const { limit } = context.query;
  const found = await findDetections(context);
  const started = performance.now();
  const { detections, total } = await newestDetections(found.request, limit);
  context.onEvaluated((performance.now() - started) / 1000);
  return limited(detections, limit, found.answer, 'detections', total);
}
