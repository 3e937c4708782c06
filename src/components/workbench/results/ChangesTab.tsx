import { useState } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { Button } from '@grafana/ui';
import type { EstimateResponse, ExplainResponse } from '../../../contract/resources';
import { Dated } from '../../shared/Dated';
import { postResource } from '../../shared/dataSources';
import { Loaded } from '../../shared/Loaded';
import { takesText } from '../../shared/takesText';
import { useRequest } from '../../shared/useRequest';
import type { FoundEvent } from '../../rule/account/detections';
import { DetectionCards } from '../../rule/account/DetectionCards';
import { Notices } from '../../shared/Notices';
import type { Look } from '../../shared/range/look';
import { useConsent } from '../../shared/useConsent';
import { useEstimate } from '../../rule/account/useEstimate';
import { ExplainTree } from '../../rule/ExplainTree';
import { SubHeading } from '../../rule/SubHeading';
import { withContext, type Original } from '../start/start';
import type { Runnable } from '../useChecked';
import { compareDetections, type Comparison } from './compareDetections';
import { TextDiff } from './TextDiff';

const SHOWN = 20;

interface Props {
  readonly uid: string;
  readonly runnable: Runnable;
  readonly text: string;
  readonly original: Original;
  readonly context: string | undefined;
  readonly look: Look;
  actionsFor: (event: FoundEvent) => React.ReactNode;
}

/** What the changes of a text are, and what they do to what the rule finds. */
export function ChangesTab(props: Props) {
  const { text, original } = props;
  return (
    <>
      <SubHeading>{`Matches, against ${original.name}`}</SubHeading>
      <Compared {...props} />
      <SubHeading>{`Text, against ${original.name}`}</SubHeading>
      <TextDiff before={original.text} after={text} />
    </>
  );
}

function Compared(props: Props) {
  const { uid, runnable, look } = props;
  const estimate = useEstimate(uid, { yaml: runnable.yaml }, look);
  return (
    <Loaded request={estimate} what="estimate">
      {(value) => <Consented key={look.choice} {...props} estimate={value} />}
    </Loaded>
  );
}

function Consented({ estimate, ...props }: Props & { estimate: EstimateResponse }) {
  const consent = useConsent(estimate);
  return consent.given ? (
    <Differences key={props.look.attempt} {...props} />
  ) : (
    <Button variant="secondary" icon="search" onClick={consent.give}>
      {`Compare matches (${takesText(estimate)})`}
    </Button>
  );
}

function Differences(props: Props) {
  const { uid, runnable, original, context, look } = props;
  const before = original.text === '' ? (context ?? '') : withContext(original.text, context);
  const compared = useRequest(`${uid} ${JSON.stringify([before, runnable.yaml])}`, (signal) =>
    compareDetections(uid, before, runnable.yaml, look, signal)
  );
  return (
    <Loaded request={compared} what="comparison">
      {(comparison) => (
        <Dated stale={compared.stale}>
          <Notices texts={comparison.notices} />
          <Counts {...comparison} />
          <Events {...props} {...comparison} />
        </Dated>
      )}
    </Loaded>
  );
}

function Counts({ gained, lost, same, afterMs }: Comparison) {
  return (
    <>
      <p role="status">
        <strong>{gained.length} gained</strong>, <strong>{lost.length} lost</strong>, {same} the same.
      </p>
      {afterMs !== undefined && (
        <p>
          There are more matches than can be compared: these are the ones after {dateTimeFormat(afterMs)}. Choose a
          shorter range to compare all.
        </p>
      )}
    </>
  );
}

function Events({ gained, lost, uid, runnable, actionsFor }: Props & Comparison) {
  return (
    <>
      {gained.length > 0 && (
        <>
          <SubHeading>{headingOf('Gained', gained.length)}</SubHeading>
          <DetectionCards label="Gained matches" detections={gained.slice(0, SHOWN)} actionsFor={actionsFor} />
        </>
      )}
      {lost.length > 0 && (
        <>
          <SubHeading>{headingOf('Lost', lost.length)}</SubHeading>
          <DetectionCards
            label="Lost matches"
            why="Why it matched before"
            detections={lost.slice(0, SHOWN)}
            actionsFor={(event) => (
              <>
                {runnable.page.kind === 'rule' && (
                  <WhyNot key={event.eventId} uid={uid} yaml={runnable.yaml} event={event} />
                )}
                {actionsFor(event)}
              </>
            )}
          />
        </>
      )}
    </>
  );
}

/** On demand: what holds the changed rule back. */
function WhyNot({ uid, yaml, event }: { uid: string; yaml: string; event: FoundEvent }) {
  const [open, setOpen] = useState(false);
  const explained = useRequest(open ? `${uid} ${yaml} ${event.eventId}` : undefined, (signal) =>
    postResource<ExplainResponse>(uid, 'explain', { yaml, event: event.record }, signal)
  );
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        aria-expanded={open}
        aria-label={`${open ? 'Hide why' : 'Why not any more'}: ${event.event} by ${event.principal}`}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide why' : 'Why not any more'}
      </Button>
      {open && (
        <Loaded request={explained} what="explanation">
          {({ tree }) => <ExplainTree node={tree} />}
        </Loaded>
      )}
    </>
  );
}

function headingOf(what: string, count: number): string {
  return count > SHOWN ? `${what}: latest ${SHOWN} of ${count}` : what;
}
