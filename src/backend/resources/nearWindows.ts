import type { NearWindowsResponse } from '../../contract/resources';
import type { SigmaCorrelation } from '../../sigma';
import { nearMissWindows, type NearMissWindow } from '../evaluate/correlations';
import { contextFor } from '../queries/contextFor';
import { findDetections } from '../queries/findDetections';
import { parseQuery } from '../queries/parseQuery';
import type { ResourceResponse } from '../protocol/handlers';
import { describeCounted, referenceTitle, subjectOf } from '../rules/engine';
import type { RuleBook } from '../rules/ruleBook';
import { bodyText, jsonBody, jsonResponse, ResourceFailure } from './response';
import type { ResourceCall } from './route';

/** Groups that are told of. */
const SHOWN = 10;
/** Ids of a window that are told of; a window may hold thousands of events. */
const SHOWN_EVENTS = 100;

/** POST `near-windows` `{id? | yaml?, from, to}` (epoch milliseconds): what a correlation nearly reported, and what it lacked. */
export async function nearWindows({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const body = jsonBody(request);
  const range = { fromMs: Number(body.from), toMs: Number(body.to) };
  if (!(range.fromMs <= range.toMs)) {
    throw new ResourceFailure(400, 'bad-range', 'The body needs "from" and "to" in epoch milliseconds, in this order.');
  }
  const named = body.yaml === undefined ? { rules: { ids: [bodyText(body, 'id')] } } : { rule: bodyText(body, 'yaml') };
  const query = parseQuery({ queryType: 'detections', ...named }, 'detections', false);
  const { request: found, selection, answer } = await findDetections(contextFor(instance, { query, ...range, signal }));
  const key = body.yaml === undefined ? bodyText(body, 'id') : subjectOf(selection.book.ruleSet)?.key;
  const chosen = selection.rules.find((one) => one.key === key);
  const rule = chosen?.rule;
  if (rule?.kind !== 'correlation') {
    throw new ResourceFailure(
      400,
      'not-a-correlation',
      chosen
        ? `"${chosen.title}" is no correlation: it matches each event by itself, and "explain" says why.`
        : `No correlation with the id "${key ?? ''}" is loaded and enabled.`
    );
  }
  const { events, filters } = found;
  const windows = await nearMissWindows({ book: selection.book, events, filters, signal }, rule, {
    fromMs: range.fromMs,
    limit: SHOWN,
  });
  const told: NearWindowsResponse = {
    counted: describeCounted(rule),
    windows: windows.map((window) => toldWindow(window, rule, selection.book)),
    notices: answer.notices.map(({ severity, text }) => ({ severity, text: instance.redact(text) })),
  };
  return jsonResponse(request, told);
}

function toldWindow(
  { group, have, need, missing, fromMs, toMs, eventIds }: NearMissWindow,
  correlation: SigmaCorrelation,
  { ruleSet }: RuleBook
): NearWindowsResponse['windows'][number] {
  return {
    group: { ...group },
    have,
    need,
    missing: missing.map((reference) => referenceTitle(ruleSet, correlation, reference)),
    from: fromMs,
    to: toMs,
    eventIds: eventIds.slice(-SHOWN_EVENTS),
  };
}
