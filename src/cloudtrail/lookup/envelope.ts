import type { Event } from '@aws-sdk/client-cloudtrail';
import type { EventRow, Place } from '../store/types';

/**
 * One event of a LookupEvents response as a row. `text` is null where the record is missing or is not a JSON object:
 * that event is counted and named in a notice, and stops nothing.
 *
 * @returns undefined for an entry with neither an id nor a time, which nothing can be said about
 */
export function toRow(event: Event, place: Place): EventRow | undefined {
  const timeMs = event.EventTime?.getTime();
  if (timeMs === undefined || Number.isNaN(timeMs)) {
    return undefined;
  }
  const text = readableRecord(event.CloudTrailEvent);
  const eventId = event.EventId ?? (text === null ? undefined : idOfRecord(text));
  if (eventId === undefined) {
    return undefined;
  }
  const resources = event.Resources?.map(({ ResourceType, ResourceName }) => ({
    ...(ResourceType === undefined ? {} : { type: ResourceType }),
    ...(ResourceName === undefined ? {} : { name: ResourceName }),
  }));
  return {
    eventId,
    timeMs,
    eventName: event.EventName ?? '',
    eventSource: event.EventSource ?? '',
    ...(event.ReadOnly === undefined ? {} : { readOnly: event.ReadOnly.toLowerCase() === 'true' }),
    ...(event.Username ? { username: event.Username } : {}),
    ...(event.AccessKeyId ? { accessKeyId: event.AccessKeyId } : {}),
    ...(resources && resources.length > 0 ? { resources } : {}),
    account: place.account,
    region: place.region,
    text,
  };
}

function readableRecord(text: string | undefined): string | null {
  if (!text) {
    return null;
  }
  try {
    const record: unknown = JSON.parse(text);
    return typeof record === 'object' && record !== null && !Array.isArray(record) ? text : null;
  } catch {
    return null;
  }
}

function idOfRecord(text: string): string | undefined {
  const id = (JSON.parse(text) as { eventID?: unknown }).eventID;
  return typeof id === 'string' ? id : undefined;
}
