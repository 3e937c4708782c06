import type { Priority, ScanRequest } from '../../cloudtrail';
import { newestDetections, type Detection, type DetectRequest } from '../evaluate/detect';
import { compileFilters } from '../evaluate/filters';
import { selectionNeeds } from '../evaluate/planSelection';
import { lookbackSeconds } from '../evaluate/lookback';
import { neededRules, selectAll, selectRules, type Selection } from '../evaluate/selected';
import { answerOf, type Answer } from './answer';
import type { QueryContext } from './context';
import { limited } from './limited';

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

/** Scans the events that the query's rules can match. */
export async function findDetections(context: QueryContext): Promise<Found> {
  const { query } = context;
  const filters = compileFilters(query.filters);
  const selection = await selectionOf(context);
  const needed = neededRules(selection);
  const scan = await context.scans.scan({
    ...scanBase(context),
    fromMs: context.fromMs - lookbackSeconds(selection) * 1000,
    needs: selectionNeeds(needed, query.filters),
    key: JSON.stringify([query.rules, query.rule, query.filters]),
    maxEvents: context.settings.maxEventsPerQuery,
  });
  const answer = answerOf(context, scan, needed.length, selection.notices);
  const { fromMs, signal } = context;
  return { selection, answer, request: { selection, filters, events: scan.events, fromMs, signal } };
}

/** What all scans of a query share. */
export function scanBase(context: QueryContext): Omit<ScanRequest, 'needs' | 'maxEvents'> {
  const { query, alert } = context;
  const priority: Priority = alert ? 'alert' : 'panel';
  return {
    fromMs: context.fromMs,
    toMs: context.toMs,
    regions: query.regions,
    accounts: query.accounts,
    priority,
    deadlineMs: context.deadlineMs,
    signal: context.signal,
  };
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
