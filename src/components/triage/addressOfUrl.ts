import type { DetectionAddress } from '../shared/appLinks';

/** Milliseconds since the epoch that a date can hold. */
const LAST_MS = 8.64e15;

/** What a URL names: the event of its path, and the parameters `rule`, `time`, `account` and `region`. */
export function addressOfUrl(eventId: string, search: URLSearchParams): DetectionAddress {
  const text = (name: string) => search.get(name)?.trim() || undefined;
  const time = text('time');
  const timeMs = time !== undefined && /^\d{1,16}$/.test(time) && Number(time) <= LAST_MS ? Number(time) : undefined;
  const given = { rule: text('rule'), account: text('account'), region: text('region'), timeMs };
  return { eventId, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}
