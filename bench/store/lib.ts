import { parseSettings } from '../../src/backend/settings/parseSettings';

/** The data source of the bench: a role's ARN tells the account's id without STS, and CloudTrail is a stand-in. */
export const ACCOUNT = '111111111111';
export const REGION = 'us-east-1';
export const OWNER = { orgId: 1, uid: 'bench' };

export function jsonData(folder: string, rulePaths: readonly string[]): Record<string, unknown> {
  return {
    defaultRegion: REGION,
    regions: [REGION],
    assumeRoleArn: `arn:aws:iam::${ACCOUNT}:role/audit`,
    storePath: folder,
    storeMaxGigabytes: 50,
    maxEventsPerQuery: 10_000_000,
    rulePaths,
    bundledRules: rulePaths.length === 0,
  };
}

export function settingsOf(folder: string) {
  return parseSettings(jsonData(folder, []), {}).settings;
}

export function residentMb(): number {
  return process.memoryUsage().rss / 1e6;
}
