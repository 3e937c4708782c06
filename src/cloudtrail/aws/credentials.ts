import {
  fromIni,
  fromInstanceMetadata,
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import { AwsError, toAwsError } from './errors';
import { requestHandler } from './requestHandler';
import type { AccountAccess, AwsSettings } from './settings';

/** What the SDK needs to sign. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}
export type CredentialProvider = () => Promise<Credentials>;

/** A provider that keeps what it got until shortly before it expires. */
export interface CachedCredentials {
  readonly provide: CredentialProvider;
  /**
   * Forgets what it holds, so that the next call asks again: for credentials that AWS calls expired.
   * @param expired those that it is about, where they are known: newer ones are kept
   */
  reset(expired?: Credentials): void;
}

/** Renew this long before the end: longer than any one request takes. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** With less than this left, calls wait for the new ones; before, these are renewed behind. */
const WAIT_BEFORE_MS = 90_000;
/** A renewal that failed is tried again after so long, while the old credentials are good. */
const RENEW_AGAIN_MS = 20_000;
/** One session of an assumed role; every role allows an hour, and chained roles allow no more. */
const SESSION_SECONDS = 3600;

/** The credentials for one account, renewed before they expire. Failures are AwsErrors. */
export function credentialsFor(settings: AwsSettings, account: AccountAccess): CachedCredentials {
  const base = cached(told(settings, baseProvider(settings)));
  if (account.kind === 'role') {
    return cached(told(settings, assume(settings, base, account.assumeRoleArn, account.externalId)), base);
  }
  return settings.assumeRoleArn
    ? cached(told(settings, assume(settings, base, settings.assumeRoleArn, settings.externalId)), base)
    : base;
}

function told({ onCredentials }: AwsSettings, provider: CredentialProvider): CredentialProvider {
  return async () => {
    const credentials = await provider();
    onCredentials?.(credentials);
    return credentials;
  };
}

function baseProvider(settings: AwsSettings): CredentialProvider {
  const { profile, defaultRegion } = settings;
  // Profiles and tokens of a pod may lead to STS; what an instance or a container knows is asked without a proxy.
  const chain = {
    ...(profile ? { profile } : {}),
    clientConfig: { requestHandler: requestHandler({ proxy: settings.proxy }, 'sts', defaultRegion) },
  };
  switch (settings.authType) {
    case 'keys':
      return async () => {
        const { accessKey, secretKey, sessionToken } = settings;
        if (!accessKey || !secretKey) {
          throw new AwsError(
            'no-credentials',
            'MissingKeys',
            'The auth type is "keys" but accessKey or secretKey is not set. Enter both in the data source settings.'
          );
        }
        return { accessKeyId: accessKey, secretAccessKey: secretKey, ...(sessionToken ? { sessionToken } : {}) };
      };
    case 'credentials':
      return fromIni(chain);
    case 'ec2_iam_role':
      return fromInstanceMetadata({ maxRetries: 2, timeout: 2000 });
    case 'default':
      return fromNodeProviderChain(chain);
  }
}

function assume(
  settings: AwsSettings,
  base: CachedCredentials,
  roleArn: string,
  externalId: string | undefined
): CredentialProvider {
  const provider = fromTemporaryCredentials({
    masterCredentials: base.provide,
    params: {
      RoleArn: roleArn,
      RoleSessionName: 'sigtrail',
      DurationSeconds: SESSION_SECONDS,
      ...(externalId ? { ExternalId: externalId } : {}),
    },
    clientConfig: {
      region: settings.defaultRegion,
      maxAttempts: 3,
      requestHandler: requestHandler(settings, 'sts', settings.defaultRegion),
      ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
    },
  });
  return async () => {
    try {
      return await provider();
    } catch (error) {
      throw toAwsError(error, { action: 'sts:AssumeRole', account: roleArn, endpoint: settings.endpoint });
    }
  };
}

/** Keeps what the provider gives, and renews it behind while it is still good. */
export function cached(provider: CredentialProvider, below?: CachedCredentials): CachedCredentials {
  let held: Credentials | undefined;
  let pending: Promise<Credentials> | undefined;
  let notBeforeMs = 0;
  const renew = (): Promise<Credentials> => {
    pending ??= provider()
      .then((credentials) => (held = credentials))
      .catch((error: unknown) => {
        notBeforeMs = Date.now() + RENEW_AGAIN_MS;
        throw error;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return {
    async provide() {
      const now = Date.now();
      const left = held ? (held.expiration?.getTime() ?? Infinity) - now : 0;
      if (!held || left <= 0) {
        return renew();
      }
      const good = held;
      if (left > RENEW_BEFORE_MS || now < notBeforeMs) {
        return good;
      }
      // A failed renewal does no harm while the old credentials are still good.
      const renewed = renew().catch(() => good);
      return left > WAIT_BEFORE_MS ? good : renewed;
    },
    reset(expired) {
      if (expired === undefined || expired === held) {
        held = undefined;
        below?.reset();
      }
    },
  };
}
