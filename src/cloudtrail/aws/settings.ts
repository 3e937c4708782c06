import type { AccountSettings, AuthType } from '../../contract/settings';
import type { ProxySettings } from './proxy';

/** How to reach AWS: what the data source's settings say, validated and with defaults filled in. */
export interface AwsSettings {
  readonly authType: AuthType;
  /** `credentials`: the profile of the shared credentials file. */
  readonly profile?: string;
  /** `keys`. */
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly sessionToken?: string;
  /** A role assumed on top of the credentials. */
  readonly assumeRoleArn?: string;
  readonly externalId?: string;
  /** Region of STS calls, and the first that is searched. */
  readonly defaultRegion: string;
  /** Overrides CloudTrail's and STS's URL. */
  readonly endpoint?: string;
  /** Absent: that of the environment. */
  readonly proxy?: ProxySettings;
  /** Further accounts, each by its role, assumed from the credentials of `authType`. */
  readonly accounts: readonly AccountSettings[];
  /** Told of all credentials that are used, so that their secrets can be kept out of logs. */
  readonly onCredentials?: (credentials: { secretAccessKey: string; sessionToken?: string }) => void;
}

/** The account that the credentials themselves belong to (after `assumeRoleArn`). */
export interface OwnAccount {
  readonly kind: 'own';
}
/** A further account, reached by its role. */
export interface RoleAccount {
  readonly kind: 'role';
  readonly name?: string;
  readonly assumeRoleArn: string;
  readonly externalId?: string;
}
export type AccountAccess = OwnAccount | RoleAccount;

/** Every account that the settings give access to: the credentials' own first. */
export function accountAccesses(settings: AwsSettings): AccountAccess[] {
  return [{ kind: 'own' }, ...settings.accounts.map((account) => ({ kind: 'role' as const, ...account }))];
}

/** The account id inside an ARN (`arn:aws:iam::123456789012:role/x`); undefined where it has none. */
export function accountOfArn(arn: string): string | undefined {
  const id = arn.split(':')[4];
  return id !== undefined && /^\d{12}$/.test(id) ? id : undefined;
}

/**
 * What makes two settings see the same events: everything but pacing and budgets.
 * Holds no secret; equal keys may share a store.
 */
export function identityKey(settings: AwsSettings): string {
  const { authType, profile, accessKey, assumeRoleArn, externalId, endpoint, defaultRegion, accounts } = settings;
  return JSON.stringify([authType, profile, accessKey, assumeRoleArn, externalId, endpoint, defaultRegion, accounts]);
}
