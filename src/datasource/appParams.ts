import type { RawTimeRange } from '@grafana/data';

/** What the app's pages take from an address that leads to them: the data source to ask, and the range of time. */
export function appParams(uid: string, { from, to }: RawTimeRange): string {
  const written = (time: RawTimeRange['from']) => (typeof time === 'string' ? time : String(time.valueOf()));
  return new URLSearchParams({ ds: uid, from: written(from), to: written(to) }).toString();
}
