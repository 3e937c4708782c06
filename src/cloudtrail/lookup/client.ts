import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { CachedCredentials } from '../aws/credentials';
import { toAwsError } from '../aws/errors';
import type { EventRow, Place } from '../store/types';
import { toRow } from './envelope';
import type { LookupFilter } from './filter';

/** One LookupEvents request. Times are whole epoch seconds, both inclusive, as AWS has them. */
export interface LookupRequest {
  readonly startS: number;
  readonly endS: number;
  readonly filter?: LookupFilter;
  readonly token?: string;
  readonly maxResults?: number;
}
export interface LookupPage {
  /** Newest first, as sent. */
  readonly rows: readonly EventRow[];
  /** Entries that had neither id nor time. */
  readonly unreadable: number;
  readonly token?: string;
}

/** Sends single LookupEvents requests for one account and region; pacing and retries are the caller's. */
export interface LookupClient {
  /** @throws AwsError */
  lookup(request: LookupRequest, signal: AbortSignal): Promise<LookupPage>;
  close(): void;
}

/** CloudTrail was seen to take 35 s for one answer in us-east-1. */
const REQUEST_TIMEOUT_MS = 65_000;
const CONNECT_TIMEOUT_MS = 5_000;
const PAGE_SIZE = 50;

export function createLookupClient(
  place: Place,
  credentials: CachedCredentials,
  endpoint: string | undefined
): LookupClient {
  const connect = () =>
    new CloudTrailClient({
      region: place.region,
      credentials: credentials.provide,
      // Retries are ours: they must wait for the pacer as every other request.
      maxAttempts: 1,
      requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: CONNECT_TIMEOUT_MS },
      ...(endpoint ? { endpoint } : {}),
    });
  let client = connect();

  return {
    async lookup(request, signal) {
      const command = new LookupEventsCommand({
        StartTime: new Date(request.startS * 1000),
        EndTime: new Date(request.endS * 1000),
        MaxResults: request.maxResults ?? PAGE_SIZE,
        ...(request.filter
          ? { LookupAttributes: [{ AttributeKey: request.filter.attribute, AttributeValue: request.filter.value }] }
          : {}),
        ...(request.token ? { NextToken: request.token } : {}),
      });
      try {
        const output = await client.send(command, { abortSignal: signal });
        const entries = output.Events ?? [];
        const rows = entries.map((entry) => toRow(entry, place)).filter((row) => row !== undefined);
        return {
          rows,
          unreadable: entries.length - rows.length,
          ...(output.NextToken ? { token: output.NextToken } : {}),
        };
      } catch (error) {
        const failure = toAwsError(error, { action: 'cloudtrail:LookupEvents', ...place, endpoint });
        if (failure.fault === 'expired-credentials') {
          // The SDK's client holds its own copy of the credentials: only a new client asks for new ones.
          credentials.reset();
          client.destroy();
          client = connect();
        }
        throw failure;
      }
    },
    close: () => client.destroy(),
  };
}
