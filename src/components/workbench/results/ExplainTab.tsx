import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ExplainResponse } from '../../../contract/resources';
import { Dated } from '../../shared/Dated';
import { postResource } from '../../shared/dataSources';
import { Loaded } from '../../shared/Loaded';
import { useRequest } from '../../shared/useRequest';
import { Verdict } from '../../rule/Verdict';
import type { ChosenEvent } from '../event/chosenEvent';
import { EventForm } from '../event/EventForm';
import { RecordView } from '../event/RecordView';
import type { Runnable } from '../useChecked';

interface Props {
  readonly uid: string;
  readonly runnable: Runnable;
  readonly event: ChosenEvent | undefined;
  onEvent(event: ChosenEvent): void;
  onTest(event: ChosenEvent, match: boolean): void;
}

/** Why the rule matches an event, or the correlation counts it, or what holds it back; anew at each pause of typing. */
export function ExplainTab(props: Props) {
  const { uid, event, onEvent } = props;
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      {event && !choosing && <Explained {...props} event={event} onOther={() => setChoosing(true)} />}
      {(!event || choosing) && (
        <EventForm
          uid={uid}
          id="sigtrail-explained-event"
          action="Explain"
          onEvent={(chosen) => {
            setChoosing(false);
            onEvent(chosen);
          }}
        />
      )}
    </>
  );
}

function Explained({ uid, runnable, event, onOther, onTest }: Props & { event: ChosenEvent; onOther: () => void }) {
  const { kind } = runnable.page;
  const explained = useRequest(`${uid} ${JSON.stringify([runnable.yaml, event.key])}`, (signal) =>
    postResource<ExplainResponse>(uid, 'explain', { yaml: runnable.yaml, event: event.record }, signal)
  );
  return (
    <>
      <Stack gap={1} alignItems="center" wrap="wrap" justifyContent="space-between">
        <strong>{event.label}</strong>
        <Button size="sm" variant="secondary" onClick={onOther}>
          Another event
        </Button>
      </Stack>
      <Loaded request={explained} what="explanation">
        {(value) => (
          <Dated stale={explained.stale}>
            <Verdict kind={kind} explained={value} />
          </Dated>
        )}
      </Loaded>
      {kind === 'rule' && (
        <Stack gap={1} wrap="wrap">
          <Button size="sm" variant="secondary" icon="plus" onClick={() => onTest(event, true)}>
            Add as test: must match
          </Button>
          <Button size="sm" variant="secondary" icon="plus" onClick={() => onTest(event, false)}>
            Add as test: must not match
          </Button>
        </Stack>
      )}
      <RecordView event={event} />
    </>
  );
}
