import type { RawTimeRange } from '@grafana/data';
import { writtenRange } from '../components/shared/range/timeRange';

/** What the app's pages take from an address that leads to them: the data source to ask, and the range of time. */
export function appParams(uid: string, range: RawTimeRange): string {
  return new URLSearchParams({ ds: uid, ...writtenRange(range) }).toString();
}
