import type { ExplainResponse } from '../../contract/resources';
import type { SigmaRule } from '../../sigma';
import { explainRule } from '../rules/engine';
import { isObject } from '../settings/readers';
import { loadChecked } from '../evaluate/inlineRules';
import type { ResourceResponse } from '../protocol/handlers';
import { bodyText, jsonBody, jsonResponse, ResourceFailure } from './response';
import type { ResourceCall } from './route';

/** POST `explain` `{id? | yaml?, event}`: why the rule matches the event, or why not. */
export async function explain({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const body = jsonBody(request);
  const rule =
    body.yaml === undefined ? await loadedRule(instance, bodyText(body, 'id')) : writtenRule(bodyText(body, 'yaml'));
  const { matched, tree, summary } = explainRule(rule, eventOf(body.event));
  const answer: ExplainResponse = { matched, tree, summary };
  return jsonResponse(request, answer);
}

async function loadedRule(instance: ResourceCall['instance'], id: string): Promise<SigmaRule> {
  const rule = (await instance.rules()).byKey.get(id);
  if (!rule) {
    throw new ResourceFailure(404, 'no-such-rule', `No rule with the id "${id}" is loaded.`);
  }
  if (rule.kind !== 'rule') {
    throw new ResourceFailure(
      400,
      'not-a-rule',
      `"${rule.title}" is a correlation: explain one of its rules, ${rule.rules.join(', ')}.`
    );
  }
  return rule;
}

function writtenRule(yaml: string): SigmaRule {
  const { ruleSet } = loadChecked(yaml);
  const [rule] = ruleSet.rules;
  if (!rule) {
    const problem = ruleSet.problems.find(({ severity }) => severity === 'error');
    throw new ResourceFailure(
      400,
      problem?.code ?? 'no-rule',
      problem?.message ?? 'The text holds no Sigma rule.',
      problem ? { line: problem.line, column: problem.column, ...(problem.path ? { path: problem.path } : {}) } : {}
    );
  }
  return rule;
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
