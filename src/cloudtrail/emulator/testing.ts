import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { STSClient } from '@aws-sdk/client-sts';
import { DEFAULT_ACCESS_KEY, DEFAULT_ACCOUNT, DEFAULT_SECRET_KEY } from './auth/accounts';
import type { Emulator } from './startEmulator';

/** Keys as the SDK takes them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
export const KEYS: Keys = { accessKeyId: DEFAULT_ACCESS_KEY, secretAccessKey: DEFAULT_SECRET_KEY };

/** The real SDK against the emulator, without its retries. */
export function cloudTrail({ url }: Emulator, region = 'us-east-1', credentials = KEYS): CloudTrailClient {
  return new CloudTrailClient({ endpoint: url, region, credentials, maxAttempts: 1 });
}
export function sts({ url }: Emulator, region = 'us-east-1', credentials = KEYS): STSClient {
  return new STSClient({ endpoint: url, region, credentials, maxAttempts: 1 });
}

/** Event ids of all pages, in the order in which they came. */
export async function lookupAll(client: CloudTrailClient, input: LookupEventsCommandInput = {}): Promise<string[]> {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new LookupEventsCommand({ ...input, NextToken: token }));
    ids.push(...(page.Events ?? []).map(({ EventId }) => EventId ?? ''));
    token = page.NextToken;
  } while (token !== undefined);
  return ids;
}

/** A management event as CloudTrail writes it, so many seconds ago. */
export function record(id: string, secondsAgo: number, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventID: id,
    eventTime: new Date(Date.now() - secondsAgo * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventName: 'DescribeInstances',
    eventSource: 'ec2.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: DEFAULT_ACCOUNT,
    readOnly: true,
    managementEvent: true,
    eventCategory: 'Management',
    userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: 'AKIAALICE' },
    ...more,
  });
}
