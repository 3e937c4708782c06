import type { Level } from '../../contract/levels';
import type { IncompleteAlerts, RuleOverride } from '../../contract/settings';
import type { AwsSettings } from '../../cloudtrail';
import type { TrailSettings } from './trailSettings';

/** A data source's settings, checked and with every default filled in. */
export interface Settings {
  readonly aws: AwsSettings;
  readonly regions: readonly string[];
  readonly rulePaths: readonly string[];
  readonly bundledRules: boolean;
  /** The `severity` label of each level. */
  readonly severityLabels: Readonly<Record<Level, string>>;
  /** By rule key. */
  readonly ruleOverrides: ReadonlyMap<string, RuleOverride>;
  readonly requestsPerSecond: number;
  readonly lookupTimeoutSeconds: number;
  readonly maxEventsPerQuery: number;
  readonly storePath?: string;
  readonly retentionDays: number;
  readonly settleMinutes: number;
  readonly storeMaxGigabytes: number;
  readonly keepWarm: boolean;
  readonly incompleteAlerts: IncompleteAlerts;
  /** Absent: LookupEvents is all there is. */
  readonly trail?: TrailSettings;
}

/** A setting that cannot be used as it is. `message` names the setting and says what to do. */
export interface SettingProblem {
  /** As in the provisioning file: `regions`, `accounts[1].assumeRoleArn`. */
  readonly setting: string;
  readonly message: string;
  /** A warning leaves the data source usable. */
  readonly severity: 'error' | 'warning';
}

export interface ParsedSettings {
  /** Defaults stand in for what is wrong, so that the rest can still be shown. */
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
}

export const DEFAULTS = {
  requestsPerSecond: 1.8,
  lookupTimeoutSeconds: 25,
  maxEventsPerQuery: 100_000,
  retentionDays: 90,
  settleMinutes: 15,
  storeMaxGigabytes: 2,
} as const;

/** Events of the IAM, STS and CloudFront global services are recorded here. */
export const GLOBAL_REGION = 'us-east-1';
