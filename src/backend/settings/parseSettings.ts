import { LEVELS, type Level } from '../../contract/levels';
import { INCOMPLETE_ALERTS, type IncompleteAlerts } from '../../contract/settings';
import { parseAwsSettings, parseRegions } from './awsSettings';
import { isObject, Reader } from './readers';
import { parseRuleOverrides } from './ruleOverrides';
import { DEFAULTS, type ParsedSettings, type SettingProblem } from './settings';
import { parseTrailSettings } from './trailSettings';

/**
 * Checks a data source's settings (contract, section 2). Never throws: each problem names its setting and what to do,
 * and its default stands in. No problem holds a secret.
 */
export function parseSettings(
  jsonData: Readonly<Record<string, unknown>>,
  secureJsonData: Readonly<Record<string, string>>
): ParsedSettings {
  const problems: SettingProblem[] = [];
  const json = new Reader(jsonData, problems);
  const aws = parseAwsSettings(json, secureJsonData, problems);
  const requestsPerSecond = json.number(
    'requestsPerSecond',
    DEFAULTS.requestsPerSecond,
    0.01,
    1000,
    ' requests a second'
  );
  if (requestsPerSecond > 2 && !aws.endpoint) {
    json.problem(
      'requestsPerSecond',
      'is more than 2, which is all that CloudTrail allows: it will throttle.',
      'warning'
    );
  }
  const storePath = json.text('storePath');
  if (storePath !== undefined && !isAbsolutePath(storePath)) {
    json.problem('storePath', 'must be an absolute path: the working directory is Grafana’s, not yours.');
  }
  const trail = parseTrailSettings(json, secureJsonData, aws.defaultRegion, problems);
  const settings = {
    aws,
    ...(trail ? { trail } : {}),
    regions: parseRegions(json, aws.defaultRegion),
    rulePaths: parseRulePaths(json),
    bundledRules: json.flag('bundledRules', true),
    severityLabels: parseSeverityLabels(json, problems),
    ruleOverrides: parseRuleOverrides(json, problems),
    requestsPerSecond,
    lookupTimeoutSeconds: json.number('lookupTimeoutSeconds', DEFAULTS.lookupTimeoutSeconds, 1, 600, ' seconds'),
    maxEventsPerQuery: Math.floor(
      json.number('maxEventsPerQuery', DEFAULTS.maxEventsPerQuery, 1, 10_000_000, ' events')
    ),
    ...(storePath !== undefined && isAbsolutePath(storePath) ? { storePath } : {}),
    retentionDays: json.number('retentionDays', DEFAULTS.retentionDays, 1 / 24, 3650, ' days'),
    storeMaxGigabytes: json.number('storeMaxGigabytes', DEFAULTS.storeMaxGigabytes, 0.01, 1000, ' GB'),
    keepWarm: json.flag('keepWarm', false),
    incompleteAlerts: parseIncompleteAlerts(json),
    settleMinutes: json.number('settleMinutes', DEFAULTS.settleMinutes, 0, 24 * 60, ' minutes'),
  };
  return { settings, problems };
}

function parseIncompleteAlerts(json: Reader): IncompleteAlerts {
  const value = json.text('incompleteAlerts') ?? 'fail';
  const known = INCOMPLETE_ALERTS.find((choice) => choice === value);
  if (!known) {
    json.problem('incompleteAlerts', `must be one of ${INCOMPLETE_ALERTS.join(', ')}.`);
  }
  return known ?? 'fail';
}

function parseRulePaths(json: Reader): string[] {
  const paths = json.list('rulePaths');
  const relative = paths.filter((path) => !isAbsolutePath(path));
  if (relative.length > 0) {
    json.problem(
      'rulePaths',
      `"${relative.join('", "')}" must be an absolute path on the Grafana server: the working directory is Grafana’s, not yours.`
    );
  }
  return paths.filter(isAbsolutePath);
}

function parseSeverityLabels(json: Reader, problems: SettingProblem[]): Record<Level, string> {
  const labels = Object.fromEntries(LEVELS.map((level) => [level, level])) as Record<Level, string>;
  const value = json.value('severityLabels');
  if (value === undefined || value === null) {
    return labels;
  }
  if (!isObject(value)) {
    json.problem('severityLabels', 'must map Sigma levels to labels, for example {"critical": "page"}.');
    return labels;
  }
  const reader = new Reader(value, problems, 'severityLabels.');
  for (const level of LEVELS) {
    labels[level] = reader.text(level) ?? level;
  }
  for (const name of Object.keys(value).filter((key) => !(LEVELS as readonly string[]).includes(key))) {
    reader.problem(name, `is no Sigma level: use ${LEVELS.join(', ')}.`, 'warning');
  }
  return labels;
}

function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^([A-Za-z]:[\\/]|\\\\)/.test(path);
}
