import { createHash } from 'node:crypto';
import { isManagementEvent } from './management';

/** A record as the emulator keeps it: what LookupEvents filters on and shows, and the record's text. */
export interface StoredEvent {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  /** Epoch milliseconds, whole seconds. */
  readonly timeMs: number;
  /** From when on lookups show it; epoch milliseconds. */
  readonly visibleFromMs: number;
  readonly account: string;
  readonly region: string;
  readonly readOnly?: string;
  readonly accessKeyId?: string;
  readonly username?: string;
  readonly resources: ReadonlyArray<{ readonly type?: string; readonly name?: string }>;
  /** CloudTrailEvent. */
  readonly text: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Why a record is not stored. */
export type Refusal = 'unparsed' | 'no-time' | 'not-management';

/**
 * Reads a record's text.
 *
 * @param fallback account and region of records that name none
 * @param delayMs how long after its time the event becomes visible
 */
export function toStoredEvent(
  text: string,
  fallback: { readonly account: string; readonly region: string },
  delayMs = 0
): StoredEvent | Refusal {
  let record: Json;
  try {
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed)) {
      return 'unparsed';
    }
    record = parsed;
  } catch {
    return 'unparsed';
  }
  const time = Date.parse(string(record.eventTime) ?? '');
  if (Number.isNaN(time)) {
    return 'no-time';
  }
  if (!isManagementEvent(record)) {
    return 'not-management';
  }
  const identity = isObject(record.userIdentity) ? record.userIdentity : {};
  const timeMs = Math.floor(time / 1000) * 1000;
  return {
    eventId: string(record.eventID) ?? derivedId(text),
    eventName: string(record.eventName) ?? '',
    eventSource: string(record.eventSource) ?? '',
    timeMs,
    visibleFromMs: timeMs + delayMs,
    account: string(record.recipientAccountId) ?? string(identity.accountId) ?? fallback.account,
    region: string(record.awsRegion) ?? fallback.region,
    readOnly: record.readOnly === undefined ? undefined : String(record.readOnly),
    accessKeyId: string(identity.accessKeyId),
    username: usernameOf(identity),
    resources: resourcesOf(record.resources),
    text,
  };
}

/** The user's name, the name of a role's session, or `root`: what LookupEvents calls Username. */
function usernameOf(identity: Json): string | undefined {
  const { type, arn, principalId } = identity;
  const name = string(identity.userName);
  if (type === 'Root') {
    return name ?? 'root';
  }
  if (name !== undefined) {
    return name;
  }
  const parts = string(arn)?.split('/') ?? [];
  if (parts.length > 1) {
    return parts.at(-1);
  }
  const session = string(principalId)?.split(':')[1];
  return session ?? string(identity.invokedBy);
}

function resourcesOf(value: unknown): Array<{ type?: string; name?: string }> {
  return (Array.isArray(value) ? value : []).filter(isObject).map((resource) => ({
    type: string(resource.type) ?? string(resource.resourceType),
    name: string(resource.ARN) ?? string(resource.resourceName),
  }));
}

/** An id of a UUID's form, the same for the same text. */
function derivedId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
