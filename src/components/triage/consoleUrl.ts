import { partitionOf } from '../../contract/partitions';
import type { EventRow } from './rows';

/** The event in the AWS console. */
export function consoleUrl({ region, eventId }: Pick<EventRow, 'region' | 'eventId'>): string {
  const place = encodeURIComponent(region);
  const { console: host } = partitionOf(region);
  return `https://${place}.${host}/cloudtrailv2/home?region=${place}#/events/${encodeURIComponent(eventId)}`;
}
