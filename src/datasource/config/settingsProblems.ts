import { INCOMPLETE_ALERTS, type SigtrailJsonData } from '../../contract/settings';
import { REGION } from './regionName';
import { checkTrail } from './trail/trailProblems';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\)/;
const MAX_ACCOUNTS = 100;
const MAX_REGIONS = 50;

/** Numbers among the settings: what is allowed, and what holds where one is left empty. */
export const NUMBERS = {
  requestsPerSecond: { min: 0.01, max: 1000, step: 0.1, fallback: 1.8 },
  lookupTimeoutSeconds: { min: 1, max: 600, step: 1, fallback: 25 },
  maxEventsPerQuery: { min: 1, max: 10_000_000, step: 1, fallback: 100_000 },
  retentionDays: { min: 1 / 24, max: 3650, step: 1, fallback: 90 },
  storeMaxGigabytes: { min: 0.01, max: 1000, step: 'any', fallback: 2 },
  settleMinutes: { min: 0, max: 1440, step: 1, fallback: 15 },
} as const;
export type NumberSetting = keyof typeof NUMBERS;

/** Setting (`regions`, `accounts[1].assumeRoleArn`) → what is wrong and what to do. */
export type SettingsProblems = Readonly<Record<string, string>>;

/**
 * What the form can tell before saving. The backend checks again and has the last word; its "Save & test" names the same
 * settings.
 */
export function settingsProblems(json: SigtrailJsonData): SettingsProblems {
  const problems: Record<string, string> = {};
  checkRegions(json, problems);
  checkAccounts(json, problems);
  checkProxy(json, problems);
  checkTrail(json, problems);
  const relative = (json.rulePaths ?? []).filter((path) => path.trim() !== '' && !ABSOLUTE.test(path.trim()));
  if (relative.length > 0) {
    problems.rulePaths = `Write absolute paths on the Grafana server; "${relative[0]}" is none.`;
  }
  if (json.storePath?.trim() && !ABSOLUTE.test(json.storePath.trim())) {
    problems.storePath = 'Write an absolute path on the Grafana server, or leave it empty.';
  }
  if (json.incompleteAlerts !== undefined && !INCOMPLETE_ALERTS.includes(json.incompleteAlerts)) {
    problems.incompleteAlerts = `Choose what an alert rule does then: ${INCOMPLETE_ALERTS.join(' or ')}.`;
  }
  for (const [name, { min, max }] of Object.entries(NUMBERS)) {
    const value: unknown = json[name as NumberSetting];
    if (value !== undefined && (typeof value !== 'number' || !(value >= min && value <= max))) {
      problems[name] = `Write a number from ${Number(min.toFixed(2))} to ${max}.`;
    }
  }
  return problems;
}

/** What works, but not well. */
export function settingsHints(json: SigtrailJsonData): SettingsProblems {
  return {
    ...((json.requestsPerSecond ?? 0) > 2 && !json.endpoint
      ? { requestsPerSecond: 'CloudTrail allows 2 requests a second and will throttle more.' }
      : {}),
    ...(json.regions && json.regions.length > 0 && !json.regions.includes('us-east-1') && !otherPartition(json.regions)
      ? { regions: 'Events of IAM, STS and CloudFront are recorded in us-east-1, which is not searched.' }
      : {}),
    ...(json.incompleteAlerts === 'answer'
      ? { incompleteAlerts: 'A detection in the part that is missing then raises no alert, and nothing tells so.' }
      : {}),
    ...(json.defaultRegion ? {} : { defaultRegion: 'Choose a default region under "Additional Settings" above.' }),
  };
}

function checkRegions({ regions = [], defaultRegion }: SigtrailJsonData, problems: Record<string, string>): void {
  const bad = regions.filter((region) => !REGION.test(region));
  if (bad.length > 0) {
    problems.regions = `"${bad.join('", "')}" is no AWS region. Write names such as "eu-central-1".`;
  } else if (regions.length > MAX_REGIONS) {
    problems.regions = `At most ${MAX_REGIONS} regions can be searched; these are ${regions.length}.`;
  }
  if (defaultRegion && !REGION.test(defaultRegion)) {
    problems.defaultRegion = `The default region "${defaultRegion}" is no AWS region. Write a name such as "eu-central-1".`;
  }
}

function checkAccounts({ accounts = [], assumeRoleArn }: SigtrailJsonData, problems: Record<string, string>): void {
  if (assumeRoleArn && !ROLE_ARN.test(assumeRoleArn.trim())) {
    problems.assumeRoleArn = `The role to assume "${assumeRoleArn}" is no role ARN. Write "arn:aws:iam::123456789012:role/NAME".`;
  }
  if (accounts.length > MAX_ACCOUNTS) {
    problems.accounts = `At most ${MAX_ACCOUNTS} accounts can be searched; these are ${accounts.length}.`;
  }
  accounts.forEach(({ assumeRoleArn: arn }, index) => {
    if (!arn?.trim()) {
      problems[`accounts[${index}].assumeRoleArn`] = 'Write the ARN of the role to assume, or remove the account.';
    } else if (!ROLE_ARN.test(arn.trim())) {
      problems[`accounts[${index}].assumeRoleArn`] = 'Write a role ARN: "arn:aws:iam::123456789012:role/NAME".';
    }
  });
}

function checkProxy({ proxyType, proxyUrl = '' }: SigtrailJsonData, problems: Record<string, string>): void {
  if (proxyType !== 'url') {
    return;
  }
  const url = parsedUrl(proxyUrl.trim());
  if (!url || !/^https?:$/.test(url.protocol)) {
    problems.proxyUrl = 'Write a URL such as "http://proxy.example.com:3128".';
  } else if (url.username || url.password) {
    problems.proxyUrl = 'Take the user name and the password out of the URL, and enter them below it.';
  }
}

function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** China and GovCloud have no us-east-1. */
function otherPartition(regions: readonly string[]): boolean {
  return regions.every((region) => /^(cn|us-gov|us-iso[a-z]?)-/.test(region));
}
