import type { ReactNode } from 'react';
import { Button } from '@grafana/ui';
import type { SigtrailQueryModel } from '../../contract/query';
import type { EstimateResponse } from '../../contract/resources';
import { postResource } from './dataSources';
import { Loaded } from './Loaded';
import { takesText, weightOf } from './takesText';
import type { QueryRange } from './runQuery';
import { useRequest } from './useRequest';
import { useConsent } from './useConsent';

interface Props {
  readonly uid: string;
  /** What `children` run. They share what they fetch: the dearest of them is what it takes. */
  readonly queries: readonly SigtrailQueryModel[];
  readonly range: QueryRange;
  /** What is looked for: `detections of this rule`. */
  readonly what: string;
  children(): ReactNode;
}

/** Shows what takes few requests to CloudTrail at once, and what takes many only when it is asked for. */
export function AskFirst({ uid, queries, range, what, children }: Props) {
  const estimate = useRequest(JSON.stringify([uid, queries, range]), async () => {
    const estimates = await Promise.all(
      queries.map((query) =>
        postResource<EstimateResponse>(uid, 'estimate', { query, from: range.fromMs, to: range.toMs })
      )
    );
    return estimates.reduce((dearest, one) => (weightOf(one) > weightOf(dearest) ? one : dearest));
  });
  return (
    <Loaded request={estimate} what="estimate">
      {(dearest) => (
        <Asked estimate={dearest} what={what}>
          {children}
        </Asked>
      )}
    </Loaded>
  );
}

function Asked({ estimate, what, children }: Pick<Props, 'what' | 'children'> & { estimate: EstimateResponse }) {
  const consent = useConsent(estimate);
  return consent.given ? (
    children()
  ) : (
    <Button variant="secondary" icon="search" onClick={consent.give}>
      {`Look for ${what} (${takesText(estimate)})`}
    </Button>
  );
}
