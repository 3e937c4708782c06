import { useSearchParams } from 'react-router-dom';
import { Button, EmptyState } from '@grafana/ui';
import type { DetectionAddress } from '../shared/appLinks';
import { Code } from './Code';
import { KEPT_MS } from './findDetection';

interface Props {
  readonly address: DetectionAddress;
  readonly nowMs: number;
  /** As its settings name it. */
  readonly dataSource: string;
}

/** So long CloudTrail may take to deliver an event. */
const LATE_MS = 15 * 60_000;

/** The event is not where the link says: why that may be, and where else to look. */
export function NotFound({ address: { eventId, timeMs, account, region }, nowMs, dataSource }: Props) {
  const [, setSearch] = useSearchParams();
  const isNarrow = timeMs !== undefined || account !== undefined || region !== undefined;
  const place = [account && `account ${account}`, region && `region ${region}`].filter(Boolean).join(', ');
  const lookEverywhere = () =>
    setSearch((before) => {
      ['time', 'account', 'region'].forEach((name) => before.delete(name));
      return before;
    });
  return (
    <EmptyState
      variant="not-found"
      message="CloudTrail has no such event here"
      button={
        isNarrow ? (
          <Button variant="secondary" icon="search" onClick={lookEverywhere}>
            Look in all accounts and regions, over 90 days
          </Button>
        ) : undefined
      }
    >
      Event <Code>{eventId}</Code>
      {place !== '' && ` was looked up in ${place}`}. {reasonOf(timeMs, nowMs, dataSource)}
    </EmptyState>
  );
}

function reasonOf(timeMs: number | undefined, nowMs: number, dataSource: string): string {
  if (timeMs !== undefined && timeMs < nowMs - KEPT_MS) {
    return 'It is older than 90 days: LookupEvents has no events of that age. A trail in S3 may have it.';
  }
  if (timeMs !== undefined && timeMs > nowMs - LATE_MS) {
    return 'It is younger than 15 minutes: CloudTrail may still deliver it. Try again in some minutes.';
  }
  return `It may be of an account or region that the data source “${dataSource}” does not search, or of another data source.`;
}
