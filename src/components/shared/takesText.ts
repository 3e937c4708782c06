import type { EstimateResponse } from '../../contract/resources';

/** What looking takes, in a few words: `about 40 requests`, `a scan of about 120 GB, $0.60`. */
export function takesText({ source, text, firstRequests }: EstimateResponse): string {
  return source === 'trail' ? text : `about ${firstRequests} requests`;
}

/** How dear looking is, in requests to CloudTrail; a scan of the trail costs money, however small it is. */
export function weightOf({ source, firstRequests, scan }: Pick<EstimateResponse, 'source' | 'firstRequests' | 'scan'>) {
  return source !== 'trail' ? firstRequests : scan?.bytes === 0 ? 0 : Infinity;
}
