import { from, fromEvent, lastValueFrom, takeUntil } from 'rxjs';
import { CoreApp, dateTime, type DataFrame, type DataQueryRequest, rangeUtil } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { DATASOURCE_ID } from '../../contract/ids';
import type { SigtrailQueryModel } from '../../contract/query';
import { errorText } from './dataSources';

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

/** What of an answer is read. A request that failed as a whole has only `error`, whatever its deprecation says. */
interface Answered {
  readonly data: readonly unknown[];
  readonly errors?: readonly unknown[];
  readonly error?: unknown;
}

let requests = 0;

/**
 * Runs one query as a panel would, by the data source itself. Rejects with a sentence where it refuses it.
 *
 * @param signal ends the request when nobody waits for it any more
 */
export async function runQuery(
  uid: string,
  query: SigtrailQueryModel,
  range: QueryRange,
  signal?: AbortSignal
): Promise<QueryAnswer> {
  const dataSource = await getDataSourceSrv().get({ uid, type: DATASOURCE_ID });
  if (signal?.aborted) {
    throw new Error('The request was cancelled.');
  }
  const answers = from(dataSource.query(requestFor(uid, query, range)));
  const answer: Answered = await lastValueFrom(signal ? answers.pipe(takeUntil(fromEvent(signal, 'abort'))) : answers);
  const failed = answer.errors?.[0] ?? answer.error;
  if (failed) {
    throw new Error(errorText(failed));
  }
  const frames = answer.data as DataFrame[];
  const notices = frames.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text));
  return { frames, notices: [...new Set(notices)] };
}

function requestFor(
  uid: string,
  query: SigtrailQueryModel,
  { fromMs, toMs, intervalMs = 60_000 }: QueryRange
): DataQueryRequest {
  const [start, end] = [dateTime(fromMs), dateTime(toMs)];
  const target: DataQuery & SigtrailQueryModel = { refId: 'A', datasource: { uid, type: DATASOURCE_ID }, ...query };
  return {
    app: CoreApp.Unknown,
    // Grafana ends a request when another of the same id starts; several of a page's run at once.
    requestId: `sigtrail-${++requests}`,
    targets: [target],
    range: { from: start, to: end, raw: { from: start, to: end } },
    interval: rangeUtil.secondsToHms(intervalMs / 1000),
    intervalMs,
    maxDataPoints: 1000,
    scopedVars: {},
    startTime: Date.now(),
    timezone: 'browser',
  };
}

/** A column of a frame; empty where it has none of that name. */
export function column<T>(frame: DataFrame | undefined, name: string): readonly T[] {
  return (frame?.fields.find((field) => field.name === name)?.values ?? []) as readonly T[];
}
