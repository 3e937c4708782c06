import { NarrowingError } from '../../cloudtrail';
import type { Instance } from '../instance/instance';
import type { ResourceRequest, ResourceResponse } from '../protocol/handlers';
import { DownstreamError, QueryError } from '../queries/queryError';
import { alertRuleOf, alertRulesOf } from './alertRules';
import { attackLayer } from './attackLayer';
import { coverage } from './coverage';
import { estimate } from './estimate';
import { explain } from './explain';
import { fields, fieldValuesResource } from './fields';
import { checkRules, listRules, rulePage, rulePredicates } from './rules';
import { failureResponse, ResourceFailure } from './response';
import { regions, status } from './status';

/** All that a resource needs to answer. */
export interface ResourceCall {
  readonly request: ResourceRequest;
  readonly instance: Instance;
  /** What the path's `{…}` held, decoded. */
  readonly params: readonly string[];
  readonly signal: AbortSignal;
}
type Resource = (call: ResourceCall) => Promise<ResourceResponse>;

/** Method, path (`*` is one or more segments), what answers. More specific paths first. */
const ROUTES: ReadonlyArray<readonly [method: string, path: RegExp, run: Resource]> = [
  ['POST', /^rules\/check$/, checkRules],
  ['GET', /^rules$/, listRules],
  ['GET', /^rule-predicates$/, rulePredicates],
  ['GET', /^rules\/(.+)\/alert-rule$/, alertRuleOf],
  ['GET', /^alert-rules$/, alertRulesOf],
  ['GET', /^rules\/(.+)$/, rulePage],
  ['POST', /^explain$/, explain],
  ['POST', /^estimate$/, estimate],
  ['GET', /^regions$/, regions],
  ['GET', /^status$/, status],
  ['GET', /^fields$/, fields],
  ['GET', /^fields\/(.+)\/values$/, fieldValuesResource],
  ['GET', /^coverage$/, coverage],
  ['GET', /^attack-layer$/, attackLayer],
];

/** Answers one resource call (contract, section 5); whatever fails becomes `{error: {code, message}}`. */
export async function callResource(
  instance: Instance,
  request: ResourceRequest,
  signal: AbortSignal
): Promise<ResourceResponse> {
  try {
    const path = request.path.replace(/^\/+|\/+$/g, '');
    const matching = ROUTES.map(([method, pattern, run]) => ({ method, run, match: pattern.exec(path) })).filter(
      ({ match }) => match
    );
    const route = matching.find(({ method }) => method === request.method);
    if (route?.match) {
      const params = route.match.slice(1).map(decode);
      return await route.run({ request, instance, params, signal });
    }
    if (matching.length > 0) {
      throw new ResourceFailure(
        405,
        'method-not-allowed',
        `Use ${matching.map(({ method }) => method).join(' or ')} for ${path}.`
      );
    }
    throw new ResourceFailure(404, 'not-found', `There is no resource "${path}".`);
  } catch (error) {
    return failureResponse(toFailure(error, instance, signal));
  }
}

function toFailure(error: unknown, instance: Instance, signal: AbortSignal): ResourceFailure {
  if (error instanceof ResourceFailure) {
    return error;
  }
  if (error instanceof QueryError || error instanceof NarrowingError) {
    return new ResourceFailure(400, 'bad-request', error.message);
  }
  if (error instanceof DownstreamError) {
    return new ResourceFailure(error.status, 'aws', instance.redact(error.message));
  }
  if (signal.aborted) {
    return new ResourceFailure(499, 'cancelled', 'The call was cancelled.');
  }
  instance.logError('resource failed', error);
  const message = error instanceof Error ? error.message : String(error);
  return new ResourceFailure(500, 'internal', instance.redact(`The plugin failed: ${message}`));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
