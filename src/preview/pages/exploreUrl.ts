import type { RawTimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

/** The first query and its range that a link to Explore carries (`panes`, schema version 1); empty without one. */
export function queryFromUrl(search: string): { query?: Partial<DataQuery>; range?: RawTimeRange } {
  try {
    const panes: unknown = JSON.parse(new URLSearchParams(search).get('panes') ?? '{}');
    const [pane] = Object.values(panes as Record<string, { queries?: DataQuery[]; range?: RawTimeRange }>);
    return { query: pane?.queries?.[0], range: pane?.range };
  } catch {
    return {};
  }
}
