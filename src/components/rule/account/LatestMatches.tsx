import { Dated } from '../../shared/Dated';
import { Loaded } from '../../shared/Loaded';
import { keyOf, selecting } from '../../shared/ruleRef';
import { runQuery } from '../../shared/runQuery';
import { useRequest } from '../../shared/useRequest';
import { SubHeading } from '../SubHeading';
import { detectionsOf } from './detections';
import { DetectionCards } from './DetectionCards';
import { DetectionTable } from './DetectionTable';
import type { MatchesProps } from './Matches';

const SHOWN = 10;

/** The newest matches, and which values made each of them one. */
export function LatestMatches({ uid, rule, look, total, narrow, actionsFor }: MatchesProps & { total: number }) {
  const latest = useRequest(`${uid} ${keyOf(rule)}`, (signal) =>
    runQuery(uid, { queryType: 'detections', format: 'table', ...selecting(rule), limit: SHOWN }, look, signal)
  );
  const List = narrow ? DetectionCards : DetectionTable;
  return (
    <>
      <SubHeading>{total > SHOWN ? `Latest ${SHOWN} of ${total} matches` : 'Matches'}</SubHeading>
      <Loaded request={latest} what="latest matches">
        {({ frames: [frame] }) => (
          <Dated stale={latest.stale}>
            <List
              label="Latest matches"
              rule={'id' in rule ? rule.id : undefined}
              detections={detectionsOf(frame)}
              actionsFor={actionsFor}
            />
          </Dated>
        )}
      </Loaded>
    </>
  );
}
