import { useState } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { Button } from '@grafana/ui';
import { Loaded } from '../../shared/Loaded';
import { useRequest } from '../../shared/useRequest';
import { DataTable } from '../DataTable';
import { ExplainTree } from '../ExplainTree';
import { SubHeading } from '../SubHeading';
import { findNearMisses, heldBackBy, type NearMissed } from './findNearMisses';
import type { MatchesProps } from './Matches';

/** Events that one exclusion or one predicate held back: what a small change of the rule would let in. */
export function NearMisses(props: MatchesProps) {
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <SubHeading>Near misses</SubHeading>
      {wanted ? (
        <Found {...props} />
      ) : (
        <>
          <p>Events that one exclusion or one predicate alone held back, among the newest that the rule is about.</p>
          <Button variant="secondary" icon="search" onClick={() => setWanted(true)}>
            Look for near misses
          </Button>
        </>
      )}
    </>
  );
}

function Found({ uid, page, range }: MatchesProps) {
  const missed = useRequest(`${uid} ${page.id}`, () => findNearMisses(uid, page, range));
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
                <Latest key="latest" of={group[0]} />,
              ])}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

/** One of the events, and on demand the whole condition's verdicts on it. */
function Latest({ of: { timeMs, event, principal, miss, tree } }: { of: NearMissed }) {
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
      {open && <ExplainTree node={tree} />}
    </>
  );
}
