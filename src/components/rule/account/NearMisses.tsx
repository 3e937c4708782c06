import { useState } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { Button } from '@grafana/ui';
import { Loaded } from '../../shared/Loaded';
import { keyOf } from '../../shared/ruleRef';
import { useRequest } from '../../shared/useRequest';
import { DataTable } from '../../shared/table/DataTable';
import { ExplainTree } from '../ExplainTree';
import { SubHeading } from '../SubHeading';
import { findNearMisses, heldBackBy, type NearMissed } from './findNearMisses';
import type { MatchesProps } from './Matches';

/** Events that one exclusion or one predicate held back: what a small change of the rule would let in. */
export function NearMisses(props: MatchesProps) {
  // Each event takes a request: they are looked for again when the user says so, not at each change of the text.
  const [wanted, setWanted] = useState<MatchesProps>();
  const isOld = wanted !== undefined && keyOf(wanted.rule) !== keyOf(props.rule);
  return (
    <>
      <SubHeading>Near misses</SubHeading>
      {isOld && (
        <p role="note">
          These are of an earlier text.{' '}
          <Button variant="secondary" size="sm" icon="sync" onClick={() => setWanted(props)}>
            Look again
          </Button>
        </p>
      )}
      {wanted ? (
        <Found {...wanted} actionsFor={props.actionsFor} />
      ) : (
        <>
          <p>Events that one exclusion or one predicate alone held back, among the newest that the rule is about.</p>
          <Button variant="secondary" icon="search" onClick={() => setWanted(props)}>
            Look for near misses
          </Button>
        </>
      )}
    </>
  );
}

function Found({ uid, rule, page, look, actionsFor }: MatchesProps) {
  const missed = useRequest(`${uid} ${keyOf(rule)}`, (signal) => findNearMisses(uid, rule, page, look, signal));
  return (
    <Loaded request={missed} what="near misses">
      {({ events, groups }) => (
        <>
          <p role="status">
            {events === 0
              ? 'There is no event of the rule’s names in this range.'
              : groups.length === 0
                ? `None of the newest ${events} events was nearly a match.`
                : `${groups.flat().length} of the newest ${events} events were nearly a match.`}
          </p>
          {groups.length > 0 && (
            <DataTable
              label="Near misses"
              columns={['Held back by', 'Events', 'Latest']}
              rows={groups.map((group) => [
                heldBackBy(group[0].miss),
                group.length,
                <Latest key="latest" of={group[0]} actionsFor={actionsFor} />,
              ])}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

/** One of the events, and on demand the whole condition's verdicts on it. */
function Latest({ of, actionsFor }: { of: NearMissed } & Pick<MatchesProps, 'actionsFor'>) {
  const { timeMs, event, principal, miss, tree } = of;
  const [open, setOpen] = useState(false);
  return (
    <>
      <div>
        {dateTimeFormat(timeMs)} {event}
      </div>
      <div>{principal}</div>
      {miss.predicates.slice(0, 1).map(({ reason }) => (
        <div key={reason}>{reason}</div>
      ))}
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        aria-expanded={open}
        aria-label={`Why ${event} did not match`}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide why' : 'Why'}
      </Button>
      {actionsFor?.(of)}
      {open && <ExplainTree node={tree} />}
    </>
  );
}
