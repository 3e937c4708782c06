import type { ReactNode } from 'react';
import { Button } from '@grafana/ui';
import type { EstimateResponse, EventCoverage, RulePage } from '../../../contract/resources';
import { Dated } from '../../shared/Dated';
import { Loaded } from '../../shared/Loaded';
import { Notices } from '../../shared/Notices';
import { keyOf, selecting, type RuleRef } from '../../shared/ruleRef';
import { inBars, type Look } from '../../shared/range/look';
import { column, runQuery } from '../../shared/runQuery';
import { takesText } from '../../shared/takesText';
import { TimeBars } from '../../shared/TimeBars';
import { useRequest } from '../../shared/useRequest';
import { SubHeading } from '../SubHeading';
import type { FoundEvent } from './detections';
import { LatestMatches } from './LatestMatches';
import { NearMisses } from './NearMisses';
import { NearWindows } from './NearWindows';
import { useConsent } from '../../shared/useConsent';

export interface MatchesProps {
  readonly uid: string;
  readonly rule: RuleRef;
  /** The rule's page, of the same text. */
  readonly page: RulePage;
  readonly look: Look;
  /** There is no room for a table of many columns. */
  readonly narrow?: boolean;
  /** What can be done with an event that is shown. */
  actionsFor?(event: FoundEvent): ReactNode;
}

/** So many bars the chart has, about. */
const BARS = 60;

/** Matches over time and the latest of them; where that takes many requests, only when it is asked for. */
export function Matches({ estimate, ...props }: MatchesProps & { estimate: EstimateResponse }) {
  const consent = useConsent(estimate);
  if (!consent.given) {
    return (
      <Button variant="secondary" icon="search" onClick={consent.give}>
        {`Look for matches (${takesText(estimate)})`}
      </Button>
    );
  }
  // Anew for another look: the last one's answers must not stand under the new one's name.
  return <Found key={props.look.attempt} {...props} hasLookups={props.page.eventCoverage.some(isLookedUp)} />;
}

/** Whether LookupEvents, which near misses are looked for by, shows the event. */
function isLookedUp({ visible, through }: EventCoverage): boolean {
  return visible && through === undefined;
}

function Found({ hasLookups, ...props }: MatchesProps & { hasLookups: boolean }) {
  const { uid, rule, page, look } = props;
  const counts = useRequest(`${uid} ${keyOf(rule)}`, (signal) =>
    runQuery(uid, { queryType: 'counts', format: 'timeseries', ...selecting(rule) }, inBars(look, BARS), signal)
  );
  return (
    <Loaded request={counts} what="matches">
      {({ frames: [frame], notices }) => {
        const found = column<number>(frame, 'count');
        const total = found.reduce((sum, count) => sum + count, 0);
        return (
          <>
            <Notices texts={notices} />
            <SubHeading>Matches over time</SubHeading>
            <Dated stale={counts.stale}>
              <p role="status">
                {total === 0 ? 'No match in this range.' : total === 1 ? '1 match' : `${total} matches`}
              </p>
              {found.length > 0 && <TimeBars times={column<number>(frame, 'time')} counts={found} what="Matches" />}
            </Dated>
            {total > 0 && <LatestMatches {...props} total={total} />}
            {page.kind === 'rule' && hasLookups && <NearMisses {...props} />}
            {page.kind === 'correlation' && <NearWindows {...props} />}
          </>
        );
      }}
    </Loaded>
  );
}
