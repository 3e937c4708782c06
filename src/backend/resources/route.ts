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
import { nearWindows } from './nearWindows';
import { checkRules, listRules, rulePage, rulePredicates } from './rules';
import { failureResponse, ResourceFailure } from './response';
import { requireRole, type NeededRole } from './roles';
import { readFile, ruleFolders, writeFile } from './ruleFiles';
import { regions, status } from './status';
import { trailFields } from './trailFields';

/** All that a resource needs to answer. */
export interface ResourceCall {
  readonly request: ResourceRequest;
  readonly instance: Instance;
  /** What the path's `{…}` held, decoded. */
  readonly params: readonly string[];
  readonly signal: AbortSignal;
}
type Resource = (call: ResourceCall) => Promise<ResourceResponse>;

interface AnyRoute {
  readonly path: RegExp;
  readonly run: Resource;
}
/**
 * A route with who may call it (docs/permissions.md). What is no GET is for Editors and Admins, unless it says that it changes
 * nothing.
 */
type Route =
  | (AnyRoute & { readonly method: 'GET'; readonly role: NeededRole })
  | (AnyRoute & { readonly method: 'POST'; readonly role: 'any'; readonly changes: false })
  | (AnyRoute & { readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly role: 'editor' });

/** More specific paths first. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', path: /^rules\/check$/, role: 'any', changes: false, run: checkRules },
  { method: 'GET', path: /^rules$/, role: 'any', run: listRules },
  { method: 'GET', path: /^rule-predicates$/, role: 'any', run: rulePredicates },
  { method: 'GET', path: /^rules\/(.+)\/alert-rule$/, role: 'any', run: alertRuleOf },
  { method: 'GET', path: /^alert-rules$/, role: 'any', run: alertRulesOf },
  { method: 'GET', path: /^rules\/(.+)$/, role: 'any', run: rulePage },
  { method: 'GET', path: /^rule-folders$/, role: 'any', run: ruleFolders },
  { method: 'GET', path: /^rule-files$/, role: 'editor', run: readFile },
  { method: 'PUT', path: /^rule-files$/, role: 'editor', run: writeFile },
  { method: 'POST', path: /^explain$/, role: 'any', changes: false, run: explain },
  { method: 'POST', path: /^near-windows$/, role: 'any', changes: false, run: nearWindows },
  { method: 'POST', path: /^estimate$/, role: 'any', changes: false, run: estimate },
  { method: 'GET', path: /^trail-fields$/, role: 'any', run: trailFields },
  { method: 'GET', path: /^regions$/, role: 'any', run: regions },
  { method: 'GET', path: /^status$/, role: 'any', run: status },
  { method: 'GET', path: /^fields$/, role: 'any', run: fields },
  { method: 'GET', path: /^fields\/(.+)\/values$/, role: 'any', run: fieldValuesResource },
  { method: 'GET', path: /^coverage$/, role: 'any', run: coverage },
  { method: 'GET', path: /^attack-layer$/, role: 'any', run: attackLayer },
];

/** Answers one resource call (contract, section 5); whatever fails becomes `{error: {code, message}}`. */
export async function callResource(
  instance: Instance,
  request: ResourceRequest,
  signal: AbortSignal
): Promise<ResourceResponse> {
  try {
    const path = request.path.replace(/^\/+|\/+$/g, '');
    const matching = ROUTES.map((route) => ({ ...route, match: route.path.exec(path) })).filter(({ match }) => match);
    const route = matching.find(({ method }) => method === request.method);
    if (route?.match) {
      requireRole(request.context, route.role);
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
