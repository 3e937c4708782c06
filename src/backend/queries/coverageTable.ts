import { eventCoverage, type CoverageRow } from '../evaluate/coverage';
import { fieldsBehind } from '../evaluate/fieldText';
import { compileFilters } from '../evaluate/filters';
import { shownByTrail } from '../evaluate/shownByTrail';
import { EVERY_EVENT } from '../evaluate/planSelection';
import { KIND, seenEvents } from '../evaluate/seenEvents';
import type { Frame } from '../frames/frame';
import { answerOf, frameOf, type Answer } from './answer';
import type { QueryContext } from './context';
import { filtersOf, findDetections, scanBase, selectionOf } from './findDetections';
import { DownstreamError } from './queryError';
import { sourceOf, type SourceName } from './sourceOf';
import { neededRules } from '../evaluate/selected';

/** `coverage`: one row for each (eventSource, eventName) seen in the range or named by a rule. */
export async function coverageTable(context: QueryContext): Promise<Frame[]> {
  const { rows, answer } = await findCoverage(context);
  return [
    frameOf(context, answer, { type: 'table', preferredVisualisationType: 'table' }, [
      { name: 'eventSource', type: 'string', values: rows.map(({ eventSource }) => eventSource) },
      { name: 'eventName', type: 'string', values: rows.map(({ eventName }) => eventName) },
      { name: 'category', type: 'string', values: rows.map(({ category }) => category) },
      { name: 'readOnly', type: 'boolean', nullable: true, values: rows.map(({ readOnly }) => readOnly ?? null) },
      { name: 'seen', type: 'number', values: rows.map(({ seen }) => seen) },
      { name: 'rules', type: 'number', values: rows.map(({ rules }) => rules) },
      { name: 'matches', type: 'number', values: rows.map(({ matches }) => matches) },
      { name: 'visible', type: 'boolean', values: rows.map(({ visible }) => visible) },
      ...(context.trail
        ? [{ name: 'through', type: 'string' as const, values: rows.map(({ through }) => through ?? '') }]
        : []),
    ]),
  ];
}

interface FoundCoverage {
  readonly rows: CoverageRow[];
  readonly answer: Answer;
}

/** The rows of the coverage frame and resource. */
export async function findCoverage(context: QueryContext): Promise<FoundCoverage> {
  const source = sourceOf(context, { fromMs: context.fromMs });
  let found: FoundCoverage;
  try {
    found = await coverageFrom(context, source);
  } catch (error) {
    if (source === 'lookup' || context.query.source || context.alert || !(error instanceof DownstreamError)) {
      throw error;
    }
    // Nobody chose the trail: what LookupEvents has is better than nothing.
    found = withNotice(
      await coverageFrom({ ...context, query: { ...context.query, source: 'lookup' } }, 'lookup'),
      `The trail could not be read, so events are counted that LookupEvents has, and no others. ${error.message}`
    );
  }
  return context.trail ? { ...found, rows: shownByTrail(found.rows) } : found;
}

function withNotice({ rows, answer }: FoundCoverage, text: string): FoundCoverage {
  return { rows, answer: { ...answer, notices: [{ severity: 'warning', text }, ...answer.notices] } };
}

async function coverageFrom(context: QueryContext, source: SourceName): Promise<FoundCoverage> {
  const selection = await selectionOf(context);
  const eventFilters = filtersOf(context, source);
  const { fromMs, signal } = context;
  const fields = [...KIND, 'readOnly', ...eventFilters.flatMap(({ field }) => fieldsBehind(field))];
  const scan = await context.scans.scan(
    {
      ...scanBase(context, source),
      needs: EVERY_EVENT,
      maxEvents: context.settings.maxEventsPerQuery,
      tally: { fields, bucketSeconds: Infinity },
    },
    source
  );
  const answer = answerOf(context, scan, neededRules(selection).length, selection.notices);
  const request = { selection, filters: compileFilters(eventFilters), events: scan.events, fromMs, signal };
  if (source === 'lookup') {
    return { rows: eventCoverage(selection, await seenEvents(request)), answer };
  }
  // A trail counts all its events by kind, and brings those that rules may match.
  const found = await findDetections(context, { fields: KIND, bucketSeconds: Infinity });
  const seen = await seenEvents(request, found.request);
  return { rows: eventCoverage(selection, seen), answer: joined(answer, found.answer) };
}

function joined(a: Answer, b: Answer): Answer {
  const sum = (of: 'pages' | 'scannedBytes' | 'waitedMs') => a.stats[of] + b.stats[of];
  const told = new Map([...a.notices, ...b.notices].map((notice) => [notice.text, notice]));
  return {
    executed: `${a.executed}\n\n${b.executed}`,
    stats: { ...a.stats, pages: sum('pages'), scannedBytes: sum('scannedBytes'), waitedMs: sum('waitedMs') },
    notices: [...told.values()],
  };
}
