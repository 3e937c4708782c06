import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { CachedCredentials } from '../aws/credentials';
import { toAwsError } from '../aws/errors';
import { renewing } from '../aws/renewing';
import { requestHandler } from '../aws/requestHandler';
import type { AwsSettings } from '../aws/settings';
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
  /** Seconds that our clock is ahead of CloudTrail's, where that is more than an answer may take on its way. */
  readonly clockAheadS?: number;
}

/** Sends single LookupEvents requests for one account and region; pacing and retries are the caller's. */
export interface LookupClient {
  /** @throws AwsError */
  lookup(request: LookupRequest, signal: AbortSignal): Promise<LookupPage>;
  close(): void;
}

/** CloudTrail was seen to take 35 s for one answer in us-east-1. */
const REQUEST_TIMEOUT_MS = 65_000;
const TIMEOUTS = { requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: 5_000 };
const PAGE_SIZE = 50;
/** An answer that was long on its way looks like a clock that is ahead. */
const MIN_SKEW_MS = 2 * REQUEST_TIMEOUT_MS;

export function createLookupClient(
  place: Place,
  credentials: CachedCredentials,
  aws: Pick<AwsSettings, 'endpoint' | 'proxy'>
): LookupClient {
  const { endpoint } = aws;
  const connection = renewing(
    credentials,
    (provider) =>
      new CloudTrailClient({
        region: place.region,
        credentials: provider,
        // Retries are ours: they must wait for the pacer as every other request.
        maxAttempts: 1,
        requestHandler: requestHandler(aws, 'cloudtrail', place.region, TIMEOUTS),
        ...(endpoint ? { endpoint } : {}),
      })
  );

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
        return await connection.use(async (client) => {
          const output = await client.send(command, { abortSignal: signal });
          const entries = output.Events ?? [];
          const rows = entries.map((entry) => toRow(entry, place)).filter((row) => row !== undefined);
          return {
            rows,
            unreadable: entries.length - rows.length,
            ...(output.NextToken ? { token: output.NextToken } : {}),
            ...clockAhead(client),
          };
        });
      } catch (error) {
        throw toAwsError(error, { action: 'cloudtrail:LookupEvents', ...place, endpoint });
      }
    },
    close: () => connection.close(),
  };
}

/** The SDK compares our clock with the date of each answer, and signs by that. */
function clockAhead({ config }: CloudTrailClient): Pick<LookupPage, 'clockAheadS'> {
  const aheadMs = -config.systemClockOffset;
  return aheadMs >= MIN_SKEW_MS ? { clockAheadS: Math.ceil(aheadMs / 1000) } : {};
}
