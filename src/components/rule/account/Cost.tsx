import type { EstimateResponse } from '../../../contract/resources';

/** So many lookups are named. */
const NAMED = 8;

/** What looking for the rule's matches asks of CloudTrail, or scans of the trail: now, and again and again as an alert rule does. */
export function Cost({ estimate }: { estimate: EstimateResponse }) {
  const { text, firstRequests, lookups, places, reason } = estimate;
  if (estimate.source === 'trail') {
    return (
      <div role="note" aria-label="Scan of the trail" style={{ margin: '8px 0' }}>
        <p>{`From the trail, ${text}. ${estimate.sourceReason ?? ''} ${reason}`}</p>
      </div>
    );
  }
  const more = lookups.length - NAMED;
  const now =
    firstRequests === 0
      ? 'All events of this range that the rule needs are fetched already.'
      : `To fetch what is missing of this range takes about ${firstRequests === 1 ? '1 request' : `${firstRequests} requests`}.`;
  return (
    <div role="note" aria-label="Requests to CloudTrail" style={{ margin: '8px 0' }}>
      <p>
        {now} Run again and again, as by an alert rule, it takes {text}
        {places > 1 ? `, over ${places} pairs of account and region` : ''}. {reason}
      </p>
      {lookups.length > 0 && (
        <p>
          Looked up:{' '}
          <code style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>{lookups.slice(0, NAMED).join(', ')}</code>
          {more > 0 && ` and ${more} more`}.
        </p>
      )}
    </div>
  );
}
