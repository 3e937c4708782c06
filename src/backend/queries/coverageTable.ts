import { eventCoverage, type CoverageRow } from '../evaluate/coverage';
import { compileFilters } from '../evaluate/filters';
import { EVERY_EVENT } from '../evaluate/planSelection';
import { seenEvents } from '../evaluate/seenEvents';
import type { Frame } from '../frames/frame';
import { answerOf, frameOf, type Answer } from './answer';
import type { QueryContext } from './context';
import { scanBase, selectionOf } from './findDetections';
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
    ]),
  ];
}

/** The rows of the coverage frame and resource. */
export async function findCoverage(context: QueryContext): Promise<{ rows: CoverageRow[]; answer: Answer }> {
  const selection = await selectionOf(context);
  const filters = compileFilters(context.query.filters);
  const scan = await context.scans.scan({
    ...scanBase(context),
    needs: EVERY_EVENT,
    maxEvents: context.settings.maxEventsPerQuery,
  });
  const answer = answerOf(context, scan, neededRules(selection).length, selection.notices);
  const { fromMs, signal } = context;
  const seen = await seenEvents({ selection, filters, events: scan.events, fromMs, signal });
  return { rows: eventCoverage(selection, seen), answer };
}
