import type { EstimateResponse } from '../../../contract/resources';
import { postResource } from '../../shared/dataSources';
import { keyOf, selecting, type RuleRef } from '../../shared/ruleRef';
import type { QueryRange } from '../../shared/runQuery';
import { useRequest, type Request } from '../../shared/useRequest';

/** What looking for a rule's matches asks of CloudTrail; nothing while there is no rule. */
export function useEstimate(uid: string, rule: RuleRef | undefined, range: QueryRange): Request<EstimateResponse> {
  const { fromMs, toMs } = range;
  return useRequest(rule && `${uid} ${fromMs} ${toMs} ${keyOf(rule)}`, (signal) =>
    postResource<EstimateResponse>(
      uid,
      'estimate',
      {
        query: { queryType: 'counts', format: 'timeseries', ...(rule && selecting(rule)) },
        from: fromMs,
        to: toMs,
      },
      signal
    )
  );
}
