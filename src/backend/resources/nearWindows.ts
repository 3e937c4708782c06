import type { NearWindowsResponse } from '../../contract/resources';
import type { SigmaCorrelation } from '../../sigma';
import { nearMissWindows, type NearMissWindow } from '../evaluate/correlations';
import { contextFor } from '../queries/contextFor';
import { findDetections, selectionOf } from '../queries/findDetections';
import { parseQuery } from '../queries/parseQuery';
import type { ResourceResponse } from '../protocol/handlers';
import { describeCounted, referenceTitle, subjectOf } from '../rules/engine';
import type { RuleBook } from '../rules/ruleBook';
import { rangeFromBody } from './rangeFromBody';
import { bodyText, jsonBody, jsonResponse, ResourceFailure } from './response';
import type { ResourceCall } from './route';

/** Groups that are told of. */
const SHOWN = 10;
/** Ids of a window that are told of; a window may hold thousands of events. */
const SHOWN_EVENTS = 100;

/** POST `near-windows` `{id? | yaml?, from, to}` (epoch milliseconds): what a correlation nearly reported, and what it lacked. */
export async function nearWindows({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const body = jsonBody(request);
  const range = rangeFromBody(body);
  const id = body.yaml === undefined ? bodyText(body, 'id') : undefined;
  const named = id === undefined ? { rule: bodyText(body, 'yaml') } : { rules: { ids: [id] } };
  const query = parseQuery({ queryType: 'detections', ...named }, 'detections', false);
  const context = contextFor(instance, { query, ...range, signal });
  // Before any event is fetched.
  const { book, rules } = await selectionOf(context);
  const key = id ?? subjectOf(book.ruleSet)?.key;
  const chosen = rules.find((one) => one.key === key);
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
  const { request: found, answer } = await findDetections(context);
  const windows = await nearMissWindows({ ...found, book }, rule, { fromMs: range.fromMs, limit: SHOWN });
  const told: NearWindowsResponse = {
    counted: describeCounted(rule),
    windows: windows.map((window) => toldWindow(window, rule, book)),
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
