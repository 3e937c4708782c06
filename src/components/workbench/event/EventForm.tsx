import { useState } from 'react';
import { Alert, Button, Field, TextArea } from '@grafana/ui';
import { errorText } from '../../shared/dataSources';
import { chosenEvent, isEventId, lookUpEvent, type ChosenEvent } from './chosenEvent';

interface Props {
  readonly uid: string;
  /** Distinguishes the field from another form's. */
  readonly id: string;
  /** What is done with the event, on the button. */
  readonly action: string;
  onEvent(event: ChosenEvent): void;
}

/** Takes an event: a record that is pasted, or the id of one that CloudTrail knows. */
export function EventForm({ uid, id, action, onEvent }: Props) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const take = async () => {
    setBusy(true);
    setError(undefined);
    try {
      onEvent(isEventId(text) ? await lookUpEvent(uid, text) : chosenEvent(text));
    } catch (failure) {
      setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Field label="Event" description="A CloudTrail record as JSON, or the id of an event of the last 90 days">
        <TextArea
          id={id}
          rows={5}
          value={text}
          placeholder='{"eventName": "StopLogging", …}'
          onChange={(change) => setText(change.currentTarget.value)}
        />
      </Field>
      <Button disabled={text.trim() === '' || busy} onClick={() => void take()}>
        {busy ? 'Looking up…' : action}
      </Button>
      <div aria-live="polite">
        {error !== undefined && (
          <Alert severity="error" title="No event">
            {error}
          </Alert>
        )}
      </div>
    </>
  );
}
