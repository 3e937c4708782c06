import {
  ALERT_CONTENT_TYPES,
  ALERT_FORMATS,
  AlertOptionError,
  alertRules,
  parseDuration,
  PER,
  renderAlertRules,
  type AlertOptions,
} from '../../catalogue/alerting';
import type { RuleSelection } from '../../contract/query';
import { selectRules } from '../evaluate/selected';
import type { ResourceResponse } from '../protocol/handlers';
import { ResourceFailure, textResponse } from './response';
import type { ResourceCall } from './route';
import { selectionFromUrl } from './selectionFromUrl';

/** GET `rules/{id}/alert-rule?format=yaml|json|hcl`: the alert rule of one Sigma rule, to be provisioned. */
export async function alertRuleOf(call: ResourceCall): Promise<ResourceResponse> {
  const [id] = call.params;
  const { byKey } = await call.instance.rules();
  if (!byKey.has(id)) {
    throw new ResourceFailure(
      404,
      'no-such-rule',
      `No rule with the id "${id}" is loaded. See the catalogue for those that are.`
    );
  }
  return alertFile(call, { ids: [id] });
}

/** GET `alert-rules?…&format=yaml|json|hcl`: alert rules of the selected rules. */
export function alertRulesOf(call: ResourceCall): Promise<ResourceResponse> {
  return alertFile(call, selectionFromUrl(call.request.query));
}

/**
 * Options of the export in the URL: `format`, `per`, `folder`, `group`, `groupBy` (may be repeated or hold commas),
 * `interval`, `for`, `keepFiringFor`, `grafanaUrl`. How late events may be and the severity labels are the data source's.
 */
async function alertFile({ request, instance }: ResourceCall, selection: RuleSelection): Promise<ResourceResponse> {
  const { query } = request;
  const { settleMinutes, severityLabels } = instance.settings;
  const format = choice(query, 'format', ALERT_FORMATS) ?? 'yaml';
  const options: AlertOptions = {
    datasourceUid: instance.uid,
    per: choice(query, 'per', PER),
    folder: query.get('folder') ?? undefined,
    group: query.get('group') ?? undefined,
    groupBy: query.has('groupBy')
      ? query.getAll('groupBy').flatMap((value) => value.split(',').filter(Boolean))
      : undefined,
    intervalSeconds: duration(query, 'interval'),
    forSeconds: duration(query, 'for'),
    keepFiringSeconds: duration(query, 'keepFiringFor'),
    grafanaUrl: query.get('grafanaUrl') ?? undefined,
    settleMinutes,
    severityLabels,
    selection,
  };
  const { rules } = selectRules(await instance.rules(), selection, severityLabels);
  if (rules.length === 0) {
    throw new ResourceFailure(
      404,
      'no-rules',
      'No rule matches the selection, so there is nothing to alert on. Widen it.'
    );
  }
  try {
    const alerts = alertRules(
      rules.map(({ rule }) => rule),
      options
    );
    return textResponse(request, renderAlertRules(alerts, format), ALERT_CONTENT_TYPES[format]);
  } catch (error) {
    throw error instanceof AlertOptionError ? new ResourceFailure(400, 'bad-request', error.message) : error;
  }
}

function choice<T extends string>(query: URLSearchParams, name: string, choices: readonly T[]): T | undefined {
  const text = query.get(name);
  const chosen = choices.find((each) => each === text);
  if (text !== null && chosen === undefined) {
    throw new ResourceFailure(400, 'bad-request', `"${name}" is one of ${choices.join(', ')}, not "${text}".`);
  }
  return chosen;
}

function duration(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  const seconds = text === null ? undefined : parseDuration(text);
  if (text !== null && seconds === undefined) {
    throw new ResourceFailure(400, 'bad-request', `"${name}" is a duration such as 90s, 5m or 1h30m, not "${text}".`);
  }
  return seconds;
}
