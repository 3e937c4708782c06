import type { ExplainResponse } from '../../contract/resources';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '../../sigma';
import { explainCorrelation, explainRule, subjectOf } from '../rules/engine';
import { isObject } from '../settings/readers';
import { loadChecked } from '../evaluate/inlineRules';
import type { ResourceResponse } from '../protocol/handlers';
import { bodyText, jsonBody, jsonResponse, ResourceFailure } from './response';
import type { ResourceCall } from './route';

/** A rule or correlation, and the set that it is of. */
interface Explained {
  readonly rule: SigmaRule | SigmaCorrelation;
  readonly ruleSet: RuleSet;
}

/** POST `explain` `{id? | yaml?, event}`: why the rule matches the event, or the correlation counts it, or why not. */
export async function explain({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const body = jsonBody(request);
  const { rule, ruleSet } =
    body.yaml === undefined ? await loadedRule(instance, bodyText(body, 'id')) : writtenRule(bodyText(body, 'yaml'));
  const event = eventOf(body.event);
  const { matched, tree, summary } =
    rule.kind === 'rule' ? explainRule(rule, event) : explainCorrelation(ruleSet, rule, event);
  const answer: ExplainResponse = { matched, tree, summary };
  return jsonResponse(request, answer);
}

async function loadedRule(instance: ResourceCall['instance'], id: string): Promise<Explained> {
  const { byKey, ruleSet } = await instance.rules();
  const rule = byKey.get(id);
  if (!rule) {
    throw new ResourceFailure(404, 'no-such-rule', `No rule with the id "${id}" is loaded.`);
  }
  return { rule, ruleSet };
}

function writtenRule(yaml: string): Explained {
  const { ruleSet } = loadChecked(yaml);
  const rule = subjectOf(ruleSet);
  if (!rule) {
    const problem = ruleSet.problems.find(({ severity }) => severity === 'error');
    throw new ResourceFailure(
      400,
      problem?.code ?? 'no-rule',
      problem?.message ?? 'The text holds no Sigma rule.',
      problem ? { line: problem.line, column: problem.column, ...(problem.path ? { path: problem.path } : {}) } : {}
    );
  }
  return { rule, ruleSet };
}

function eventOf(value: unknown): Record<string, unknown> {
  const event: unknown = typeof value === 'string' ? parsed(value) : value;
  if (!isObject(event)) {
    throw new ResourceFailure(
      400,
      'bad-event',
      'The body needs "event": a CloudTrail record, as a JSON object or its text.'
    );
  }
  return event;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
