import type { EstimateResponse } from '../../contract/resources';
import { bytesText, priceText } from '../../contract/scanned';
import { estimateText, lookupNames, type TrailSource } from '../../cloudtrail';
import { queryNeeds, type QueryNeeds } from '../queries/queryNeeds';
import { parseQuery, type Query } from '../queries/parseQuery';
import { contextFor } from '../queries/contextFor';
import { trailOf } from '../queries/sourceOf';
import type { Instance } from '../instance/instance';
import { isObject } from '../settings/readers';
import type { ResourceResponse } from '../protocol/handlers';
import { rangeFromBody } from './rangeFromBody';
import { jsonBody, jsonResponse } from './response';
import type { ResourceCall } from './route';
import { scanned } from './trailStatus';

/** POST `estimate` `{query, from, to}` (epoch milliseconds): what the query asks of CloudTrail. Asks AWS nothing. */
export async function estimate({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const body = jsonBody(request);
  const model = isObject(body.query) ? body.query : {};
  const query = parseQuery(model, typeof model.queryType === 'string' ? model.queryType : '', false);
  const { fromMs, toMs } = rangeFromBody(body);
  const context = contextFor(instance, { query, fromMs, toMs, signal });
  const needs = await queryNeeds(context);
  const trail = trailOf(context, needs.source);
  const estimated = trail
    ? scanEstimate(trail, needs, toMs)
    : await lookupEstimate(instance, query, needs, { fromMs, toMs, signal });
  const told: EstimateResponse = { ...estimated, ...(instance.trail ? { sourceReason: needs.reason } : {}) };
  return jsonResponse(request, told);
}

async function lookupEstimate(
  instance: Instance,
  { regions, accounts }: Query,
  { needs }: QueryNeeds,
  range: { fromMs: number; toMs: number; signal: AbortSignal }
): Promise<EstimateResponse> {
  const planned = needs.length === 0 ? [] : await instance.source.estimate({ ...range, regions, accounts, needs });
  const sum = (of: 'requests' | 'requestsPerMinute') => planned.reduce((total, { lookups }) => total + lookups[of], 0);
  const requestsPerMinute = sum('requestsPerMinute');
  return {
    source: 'lookup',
    lookups: [...new Set(planned.flatMap(({ lookups }) => lookupNames(lookups.plan)))],
    requestsPerMinute,
    firstRequests: Math.ceil(sum('requests')),
    places: planned.length,
    text: estimateText(requestsPerMinute),
    // The busiest place decides what the query costs.
    reason:
      [...planned].sort((a, b) => b.lookups.requestsPerMinute - a.lookups.requestsPerMinute)[0]?.lookups.shared
        .reason ?? 'Nothing is fetched: no rule can match any event.',
  };
}

function scanEstimate(trail: TrailSource, { rules, only, fromMs }: QueryNeeds, toMs: number): EstimateResponse {
  const bytes = trail.estimate({ fromMs, toMs, ...(rules ? { rules } : {}), ...(only ? { only } : {}) });
  return {
    source: 'trail',
    lookups: [],
    requestsPerMinute: 0,
    firstRequests: 0,
    places: 1,
    text: scanText(trail, bytes),
    reason: 'One statement on the trail serves all rules: it reads the same bytes for one as for all of them.',
    scan: bytes === undefined ? {} : scanned(trail, bytes),
  };
}

function scanText(trail: TrailSource, bytes: number | undefined): string {
  if (bytes === 0) {
    return 'nothing to scan: what it asks for is read already';
  }
  if (bytes === undefined) {
    return 'a scan of the trail; how large is known after the first';
  }
  return `a scan of about ${bytesText(bytes)}${trail.kind === 'athena' ? `, ${priceText(bytes)}` : ''}`;
}
