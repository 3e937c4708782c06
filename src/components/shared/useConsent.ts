import { useState } from 'react';
import type { EstimateResponse } from '../../contract/resources';
import { weightOf } from './takesText';

/** Requests that are made without being asked for: as many as a few seconds allow. */
export const FREE_REQUESTS = 20;

/** Whether a rule's matches may be looked for: at once where that takes few requests and no scan of the trail, else when the user says so. */
export function useConsent(estimate: Pick<EstimateResponse, 'source' | 'firstRequests' | 'lookups' | 'scan'>): {
  readonly given: boolean;
  give(): void;
} {
  // For these lookups: a rule that is changed meanwhile may need others, and many.
  const lookups = [estimate.source, ...estimate.lookups].join('\n');
  const [consented, setConsented] = useState<string>();
  return {
    given: weightOf(estimate) <= FREE_REQUESTS || consented === lookups,
    give: () => setConsented(lookups),
  };
}
