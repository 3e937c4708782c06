import type { EventRow } from './rows';

/** Hosts of the AWS console by the first letters of a region; elsewhere it is `console.aws.amazon.com`. */
const HOSTS: ReadonlyArray<readonly [string, string]> = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
];

/** The event in the AWS console. */
export function consoleUrl({ region, eventId }: Pick<EventRow, 'region' | 'eventId'>): string {
  const place = encodeURIComponent(region);
  const host = HOSTS.find(([start]) => region.startsWith(start))?.[1] ?? 'console.aws.amazon.com';
  return `https://${place}.${host}/cloudtrailv2/home?region=${place}#/events/${encodeURIComponent(eventId)}`;
}
