import { useState } from 'react';
import type { SigtrailQueryModel } from '../../contract/query';
import type { EstimateResponse } from '../../contract/resources';
import { postResource } from '../shared/dataSources';
import { inBars, type Look } from '../shared/range/look';
import { runQuery } from '../shared/runQuery';
import { FREE_REQUESTS } from '../shared/useConsent';
import { useRequest } from '../shared/useRequest';
import { matchCounts, type RuleMatches } from './matchCounts';

/** Bars of a sparkline, about. */
const BARS = 24;

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

interface Asked {
  readonly uid: string;
  readonly look: Look;
  readonly counting: boolean;
}

/** Counts the matches of every rule by one query; the rules that are quiet are not in its answer. */
export function useMatches({ uid, look, counting }: Asked): MatchesState {
  const { fromMs, toMs, choice, attempt } = look;
  // Who wants a range counted wants it at each refresh.
  const chosen = `${uid} ${choice}`;
  const [wanted, setWanted] = useState<string>();
  const key = `${chosen} ${fromMs} ${toMs} ${attempt}`;
  // A list must not scan a trail, which costs money, because somebody has opened it.
  const query: SigtrailQueryModel = { queryType: 'counts', format: 'timeseries', fill: 'none', source: 'lookup' };
  const estimate = useRequest(counting ? key : undefined, async () => ({
    key,
    ...(await postResource<EstimateResponse>(uid, 'estimate', { query, from: fromMs, to: toMs })),
  }));
  const cost = estimate.value?.key === key ? estimate.value.firstRequests : undefined;
  const allowed = cost !== undefined && (cost <= FREE_REQUESTS || wanted === chosen);
  const counts = useRequest(counting && allowed ? key : undefined, async () => {
    const { frames, notices } = await runQuery(uid, query, inBars(look, BARS));
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
    return { state: 'costly', requests: cost, look: () => setWanted(chosen) };
  }
  const { value } = counts;
  return value?.key === key ? { state: 'loaded', byRule: value.byRule, notices: value.notices } : { state: 'loading' };
}
