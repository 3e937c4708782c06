import type { Level } from './levels';

export const AUTH_TYPES = ['default', 'keys', 'credentials', 'ec2_iam_role'] as const;
export type AuthType = (typeof AUTH_TYPES)[number];

export const PROXY_TYPES = ['env', 'none', 'url'] as const;
export type ProxyType = (typeof PROXY_TYPES)[number];

export interface AccountSettings {
  name?: string;
  assumeRoleArn: string;
  externalId?: string;
}

/** The data source's `jsonData`; AWS members are named as in CloudWatch's and Athena's data sources. */
export interface SigtrailJsonData {
  authType?: AuthType;
  profile?: string;
  assumeRoleArn?: string;
  externalId?: string;
  defaultRegion?: string;
  /** Overrides CloudTrail's and STS's URL. */
  endpoint?: string;
  /** The proxy before AWS: of Grafana's environment (default), none, or that of `proxyUrl`. */
  proxyType?: ProxyType;
  proxyUrl?: string;
  proxyUsername?: string;
  /** Default `[defaultRegion, "us-east-1"]`. */
  regions?: string[];
  /** Further accounts, each by its role. Empty: the credentials' own. */
  accounts?: AccountSettings[];
  /** Folders of Sigma rules on the Grafana server. */
  rulePaths?: string[];
  /** Default true. */
  bundledRules?: boolean;
  severityLabels?: Partial<Record<Level, string>>;
  /** By rule id: rules that are switched off, and levels in place of those that rules have. */
  ruleOverrides?: Record<string, RuleOverride>;
  /** Per account and region. Default 1.8; CloudTrail allows 2. */
  requestsPerSecond?: number;
  /** Default 25. */
  lookupTimeoutSeconds?: number;
  /** Default 100000. */
  maxEventsPerQuery?: number;
  storePath?: string;
  /** Default 90. */
  retentionDays?: number;
  /** Events may arrive this late. Default 15. */
  settleMinutes?: number;
  /** The event store drops its oldest events beyond this. Default 2. */
  storeMaxGigabytes?: number;
  /** Looks for new events each minute, also while nobody asks. Default false. */
  keepWarm?: boolean;
  /** What an alert query does that cannot see its whole window: fail (default), or answer with what is there. */
  incompleteAlerts?: IncompleteAlerts;
  /** CloudTrail's records in S3, read by Athena or a Trino. */
  trail?: TrailJsonData;
}

export const TRAIL_ENGINES = ['athena', 'trino'] as const;
export type TrailEngine = (typeof TRAIL_ENGINES)[number];

export interface TrailJsonData {
  engine?: TrailEngine;
  /** `catalog.schema.table`; on Athena `AwsDataCatalog.database.table`. */
  table?: string;
  /** Athena's region. Default: the data source's `defaultRegion`. */
  region?: string;
  /** Athena's workgroup. Default `primary`. */
  workgroup?: string;
  /** `s3://bucket/folder/` for Athena's results, where the workgroup names none. */
  outputLocation?: string;
  /** Trino's URL. */
  url?: string;
  /** Trino's user. Default `sigtrail`. */
  user?: string;
  maxScannedBytesPerQuery?: number;
  maxScannedBytesPerDay?: number;
}

/** What a data source changes of a rule. */
export interface RuleOverride {
  /** False: the rule is left out of every selection that does not name it. Default: true for a rule for CloudTrail. */
  enabled?: boolean;
  /** Takes the place of the rule's own level everywhere. */
  level?: Level;
}

export const INCOMPLETE_ALERTS = ['fail', 'answer'] as const;
export type IncompleteAlerts = (typeof INCOMPLETE_ALERTS)[number];

/** The data source's `secureJsonData`: never leaves the backend. */
export interface SigtrailSecureJsonData {
  accessKey?: string;
  secretKey?: string;
  sessionToken?: string;
  /** Trino: the user's password, or a token instead. */
  trailPassword?: string;
  trailToken?: string;
  proxyPassword?: string;
}
