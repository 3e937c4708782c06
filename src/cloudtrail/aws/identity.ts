import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { CachedCredentials } from './credentials';
import { toAwsError } from './errors';
import { requestHandler } from './requestHandler';
import type { AwsSettings } from './settings';

const TIMEOUTS = { requestTimeout: 10_000, connectionTimeout: 5_000 };

export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/** Asks STS who the credentials are. No permission is needed for this. @throws AwsError */
export async function callerIdentity(
  settings: AwsSettings,
  credentials: CachedCredentials,
  signal?: AbortSignal
): Promise<Identity> {
  const client = new STSClient({
    region: settings.defaultRegion,
    credentials: credentials.provide,
    maxAttempts: 3,
    requestHandler: requestHandler(settings, 'sts', settings.defaultRegion, TIMEOUTS),
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
  });
  try {
    const output = await client.send(new GetCallerIdentityCommand({}), signal ? { abortSignal: signal } : {});
    return { account: output.Account ?? '', arn: output.Arn ?? '' };
  } catch (error) {
    throw toAwsError(error, {
      action: 'sts:GetCallerIdentity',
      region: settings.defaultRegion,
      endpoint: settings.endpoint,
    });
  } finally {
    client.destroy();
  }
}
