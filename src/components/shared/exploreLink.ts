import { locationUtil } from '@grafana/data';
import { DATASOURCE_ID } from '../../contract/ids';
import type { SigtrailQueryModel } from '../../contract/query';
import type { QueryRange } from './runQuery';

/** The address of Explore with a query and its time range, below Grafana's own URL. */
export function exploreLink(uid: string, query: SigtrailQueryModel, { fromMs, toMs }: QueryRange): string {
  const pane = {
    datasource: uid,
    queries: [{ refId: 'A', datasource: { uid, type: DATASOURCE_ID }, ...query }],
    range: { from: String(fromMs), to: String(toMs) },
  };
  const search = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ sigtrail: pane }) });
  return locationUtil.assureBaseUrl(`/explore?${search.toString()}`);
}
