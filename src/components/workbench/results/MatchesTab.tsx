import type { ReactNode } from 'react';
import type { FoundEvent } from '../../rule/account/detections';
import { MatchesInRange } from '../../rule/account/MatchesInRange';
import type { Look } from '../../shared/range/look';
import type { Runnable } from '../useChecked';

interface Props {
  readonly uid: string;
  readonly runnable: Runnable;
  readonly look: Look;
  actionsFor(event: FoundEvent): ReactNode;
}

/** What the text finds in the accounts of the data source, and what it nearly finds. */
export function MatchesTab({ uid, runnable: { yaml, page }, look, actionsFor }: Props) {
  if (page.eventCoverage.length > 0 && !page.eventCoverage.some(({ visible }) => visible)) {
    return <p>LookupEvents returns none of the events that the rule needs, so there is nothing to look at here.</p>;
  }
  return <MatchesInRange uid={uid} rule={{ yaml }} page={page} look={look} narrow actionsFor={actionsFor} />;
}
