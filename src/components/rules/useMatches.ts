import { useMemo, useState } from 'react';
import { rangeUtil } from '@grafana/data';
import type { SigtrailQueryModel } from '../../contract/query';
import type { EstimateResponse } from '../../contract/resources';
import { postResource } from '../shared/dataSources';
import { runQuery } from '../shared/runQuery';
import { useRequest } from '../shared/useRequest';
import { matchCounts, type RuleMatches } from './matchCounts';
import type { ClockedRange } from './useRange';

/** Bars of a sparkline, about. */
const BARS = 24;
/** Requests to CloudTrail that are made without being asked for: as many as a few seconds allow. */
const FREE_REQUESTS = 20;

/** What is known of the matches of all rules in a range, and what can be done to know more. */
export type MatchesState =
  | { readonly state: 'off' | 'loading' }
  /** It takes so many requests to CloudTrail that somebody has to want it. */
  | { readonly state: 'costly'; readonly requests: number; look(): void }
  | { readonly state: 'failed'; readonly error: string; retry(): void }
  | {
      readonly state: 'loaded';
      readonly byRule: ReadonlyMap<string, RuleMatches>;
      /** What is missing, in sentences. */
      readonly notices: readonly string[];
    };

interface Asked extends Pick<ClockedRange, 'range' | 'attempt'> {
  readonly uid: string;
  readonly counting: boolean;
}

/** Counts the matches of every rule by one query; the rules that are quiet are not in its answer. */
export function useMatches({ uid, range, attempt, counting }: Asked): MatchesState {
  const [wanted, setWanted] = useState<string>();
  const asked = useMemo(
    () => ({
      fromMs: range.from.valueOf(),
      toMs: range.to.valueOf(),
      intervalMs: rangeUtil.calculateInterval(range, BARS).intervalMs,
    }),
    [range]
  );
  const key = `${uid} ${asked.fromMs} ${asked.toMs} ${attempt}`;
  // A list must not scan a trail, which costs money, because somebody has opened it.
  const query: SigtrailQueryModel = { queryType: 'counts', format: 'timeseries', fill: 'none', source: 'lookup' };
  const estimate = useRequest(counting ? key : undefined, async () => ({
    key,
    ...(await postResource<EstimateResponse>(uid, 'estimate', { query, from: asked.fromMs, to: asked.toMs })),
  }));
  const cost = estimate.value?.key === key ? estimate.value.firstRequests : undefined;
  const allowed = cost !== undefined && (cost <= FREE_REQUESTS || wanted === key);
  const counts = useRequest(counting && allowed ? key : undefined, async () => {
    const { frames, notices } = await runQuery(uid, query, asked);
    return { key, byRule: matchCounts(frames), notices };
  });
  if (!counting) {
    return { state: 'off' };
  }
  const failed = [estimate, counts].find(({ error }) => error !== undefined);
  if (failed?.error !== undefined) {
    return { state: 'failed', error: failed.error, retry: failed.retry };
  }
  if (cost !== undefined && !allowed) {
    return { state: 'costly', requests: cost, look: () => setWanted(key) };
  }
  const { value } = counts;
  return value?.key === key ? { state: 'loaded', byRule: value.byRule, notices: value.notices } : { state: 'loading' };
}
