import type { EstimateResponse } from '../../contract/resources';
import { estimateText, lookupNames } from '../../cloudtrail';
import { queryNeeds } from '../queries/queryNeeds';
import { parseQuery } from '../queries/parseQuery';
import { contextFor } from '../queries/contextFor';
import { isObject } from '../settings/readers';
import type { ResourceResponse } from '../protocol/handlers';
import { jsonBody, jsonResponse, ResourceFailure } from './response';
import type { ResourceCall } from './route';

/** POST `estimate` `{query, from, to}` (epoch milliseconds): what LookupEvents requests the query takes. Asks AWS nothing. */
export async function estimate({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const body = jsonBody(request);
  const model = isObject(body.query) ? body.query : {};
  const query = parseQuery(model, typeof model.queryType === 'string' ? model.queryType : '', false);
  const [fromMs, toMs] = [body.from, body.to].map(Number);
  if (!(fromMs <= toMs)) {
    throw new ResourceFailure(400, 'bad-range', 'The body needs "from" and "to" in epoch milliseconds, in this order.');
  }
  const needs = await queryNeeds(contextFor(instance, { query, fromMs, toMs, signal }));
  const { regions, accounts } = query;
  const planned =
    needs.length === 0 ? [] : await instance.source.estimate({ fromMs, toMs, regions, accounts, needs, signal });
  const sum = (of: 'requests' | 'requestsPerMinute') => planned.reduce((total, { lookups }) => total + lookups[of], 0);
  const requestsPerMinute = sum('requestsPerMinute');
  const answer: EstimateResponse = {
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
  return jsonResponse(request, answer);
}
