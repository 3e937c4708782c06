import { dataFrameFromJSON, type DataFrame, type DataFrameJSON } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../../contract/ids';
import type { SigtrailQueryModel } from '../../contract/query';

/** What a query is asked for: epoch milliseconds, and the width of a bucket where it counts over time. */
export interface QueryRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs?: number;
}

export interface QueryAnswer {
  readonly frames: readonly DataFrame[];
  /** What the user must know to read the answer, e.g. that it is not complete. */
  readonly notices: readonly string[];
}

interface QueryResult {
  readonly error?: string;
  readonly frames?: readonly DataFrameJSON[];
}
interface QueryResponse {
  readonly results?: { readonly A?: QueryResult };
}

/** Runs one query as a panel would. Rejects with a sentence where the data source refuses it. */
export async function runQuery(
  uid: string,
  query: SigtrailQueryModel,
  { fromMs, toMs, intervalMs = 60_000 }: QueryRange
): Promise<QueryAnswer> {
  const datasource = { uid, type: DATASOURCE_ID };
  const body = {
    queries: [{ refId: 'A', datasource, intervalMs, maxDataPoints: 1000, ...query }],
    from: String(fromMs),
    to: String(toMs),
  };
  const { results } = await getBackendSrv()
    .post<QueryResponse>('/api/ds/query', body, { showErrorAlert: false })
    .catch((error: unknown) => {
      // Grafana answers a failed query with a status of 400 or more and the same body.
      const failed = (error as { data?: QueryResponse } | undefined)?.data;
      if (failed?.results?.A?.error === undefined) {
        throw error;
      }
      return failed;
    });
  const { error, frames = [] } = results?.A ?? {};
  if (error !== undefined) {
    throw new Error(error);
  }
  const decoded = frames.map((frame) => dataFrameFromJSON(frame));
  const notices = decoded.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text));
  return { frames: decoded, notices: [...new Set(notices)] };
}

/** A column of a frame; empty where it has none of that name. */
export function column<T>(frame: DataFrame | undefined, name: string): readonly T[] {
  return (frame?.fields.find((field) => field.name === name)?.values ?? []) as readonly T[];
}
