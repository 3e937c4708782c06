import { AUTH_TYPES, type AccountSettings, type AuthType } from '../../contract/settings';
import type { AwsSettings } from '../../cloudtrail';
import { parseProxy } from './proxySettings';
import { isObject, Reader } from './readers';
import { GLOBAL_REGION, type SettingProblem } from './settings';

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const MAX_ACCOUNTS = 100;
const MAX_REGIONS = 50;

/** The AWS part of the settings, named as Grafana's CloudWatch and Athena data sources name it; other members are ignored. */
export function parseAwsSettings(
  json: Reader,
  secure: Readonly<Record<string, string>>,
  problems: SettingProblem[]
): AwsSettings {
  const authType = parseAuthType(json);
  const keys = secretText(secure);
  if (authType === 'keys') {
    for (const name of ['accessKey', 'secretKey'] as const) {
      if (!keys[name]) {
        json.problem(
          name,
          `authType is "keys", which needs it: set ${name} under secureJsonData, or enter it in the form.`
        );
      }
    }
  }
  const profile = json.text('profile');
  const assumeRoleArn = roleArn(json, 'assumeRoleArn');
  const externalId = json.text('externalId');
  const endpoint = parseEndpoint(json);
  const proxy = parseProxy(json, secure);
  return {
    authType,
    ...(profile ? { profile } : {}),
    ...(authType === 'keys' ? keys : {}),
    ...(assumeRoleArn ? { assumeRoleArn } : {}),
    ...(externalId ? { externalId } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(proxy ? { proxy } : {}),
    defaultRegion: parseDefaultRegion(json),
    accounts: parseAccounts(json.value('accounts'), json, problems),
  };
}

/** What is searched: `regions`, else the default region and the one of the global services. */
export function parseRegions(json: Reader, defaultRegion: string): string[] {
  const regions = json.list('regions');
  const bad = regions.filter((region) => !REGION.test(region));
  if (bad.length > 0) {
    json.problem('regions', `"${bad.join('", "')}" is no AWS region: write names such as "eu-central-1".`);
  }
  const good = regions.filter((region) => REGION.test(region));
  if (good.length > MAX_REGIONS) {
    json.problem('regions', `names ${good.length} regions; at most ${MAX_REGIONS} can be searched.`);
  }
  return good.length > 0 ? good.slice(0, MAX_REGIONS) : [...new Set([defaultRegion, GLOBAL_REGION])];
}

function parseAuthType(json: Reader): AuthType {
  const value = json.text('authType');
  // `arn` is what Grafana's AWS data sources once called it.
  if (value === undefined || value === 'arn') {
    return 'default';
  }
  if ((AUTH_TYPES as readonly string[]).includes(value)) {
    return value as AuthType;
  }
  json.problem(
    'authType',
    value === 'grafana_assume_role'
      ? '"grafana_assume_role" exists on Grafana Cloud only: use "default", "keys", "credentials" or "ec2_iam_role", with assumeRoleArn.'
      : `"${value}" is unknown: use "default", "keys", "credentials" or "ec2_iam_role".`
  );
  return 'default';
}

function parseDefaultRegion(json: Reader): string {
  const region = json.text('defaultRegion');
  if (region === undefined) {
    const [first] = json.list('regions').filter((candidate) => REGION.test(candidate));
    json.problem(
      'defaultRegion',
      `is not set: set a default region; ${first ?? GLOBAL_REGION} is used until then.`,
      'warning'
    );
    return first ?? GLOBAL_REGION;
  }
  if (!REGION.test(region)) {
    json.problem('defaultRegion', `"${region}" is no AWS region: write a name such as "eu-central-1".`);
    return GLOBAL_REGION;
  }
  return region;
}

function parseEndpoint(json: Reader): string | undefined {
  const endpoint = json.text('endpoint');
  if (endpoint === undefined) {
    return undefined;
  }
  try {
    const { protocol } = new URL(endpoint);
    if (protocol === 'http:' || protocol === 'https:') {
      return endpoint;
    }
  } catch {
    // Told below.
  }
  json.problem('endpoint', 'must be a URL such as "https://cloudtrail.eu-central-1.amazonaws.com", or left empty.');
  return undefined;
}

function parseAccounts(value: unknown, json: Reader, problems: SettingProblem[]): AccountSettings[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    json.problem('accounts', 'must be a list of {name, assumeRoleArn, externalId}.');
    return [];
  }
  if (value.length > MAX_ACCOUNTS) {
    json.problem('accounts', `holds ${value.length} accounts; at most ${MAX_ACCOUNTS} can be searched.`);
  }
  return value.slice(0, MAX_ACCOUNTS).flatMap((entry: unknown, index): AccountSettings[] => {
    if (!isObject(entry)) {
      json.problem(`accounts[${index}]`, 'must be {name, assumeRoleArn, externalId}.');
      return [];
    }
    const account = new Reader(entry, problems, `accounts[${index}].`);
    const assumeRoleArn = roleArn(account, 'assumeRoleArn');
    const name = account.text('name');
    const externalId = account.text('externalId');
    if (!assumeRoleArn) {
      if (account.text('assumeRoleArn') === undefined) {
        account.problem('assumeRoleArn', 'is missing: each further account needs a role to assume.');
      }
      return [];
    }
    return [{ assumeRoleArn, ...(name ? { name } : {}), ...(externalId ? { externalId } : {}) }];
  });
}

function roleArn(json: Reader, name: string): string | undefined {
  const arn = json.text(name);
  if (arn !== undefined && !ROLE_ARN.test(arn)) {
    json.problem(name, `"${arn}" is no role ARN: write it as "arn:aws:iam::123456789012:role/NAME".`);
    return undefined;
  }
  return arn;
}

function secretText(secure: Readonly<Record<string, string>>) {
  const trimmed = (name: string) => secure[name]?.trim() || undefined;
  const [accessKey, secretKey, sessionToken] = ['accessKey', 'secretKey', 'sessionToken'].map(trimmed);
  return {
    ...(accessKey ? { accessKey } : {}),
    ...(secretKey ? { secretKey } : {}),
    ...(sessionToken ? { sessionToken } : {}),
  };
}
