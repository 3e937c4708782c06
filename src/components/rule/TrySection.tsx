import { useState } from 'react';
import { Alert, Button, Field, TextArea } from '@grafana/ui';
import type { ExplainResponse, RulePage } from '../../contract/resources';
import { errorText, postResource } from '../shared/dataSources';
import type { RuleRef } from '../shared/ruleRef';
import { Section } from './Section';
import { Verdict } from './Verdict';

interface Props {
  readonly uid: string;
  readonly rule: RuleRef;
  readonly kind: RulePage['kind'];
}

type Outcome = { readonly explained: ExplainResponse } | { readonly error: string };

/** Runs the rule on one event and shows why it matches, or why not. */
export function TrySection({ uid, rule, kind }: Props) {
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const explain = async () => {
    let event: unknown;
    try {
      event = JSON.parse(text);
    } catch (error) {
      setOutcome({ error: `The event is not JSON: ${errorText(error)}. Paste one whole CloudTrail record.` });
      return;
    }
    setBusy(true);
    try {
      setOutcome({ explained: await postResource<ExplainResponse>(uid, 'explain', { ...rule, event }) });
    } catch (error) {
      setOutcome({ error: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section
      title="Try an event"
      help="Paste a CloudTrail record to see why the rule matches it, or the correlation counts it, or what holds it back."
    >
      <Field label="CloudTrail record" description="JSON, as CloudTrail writes it">
        <TextArea
          id="sigtrail-try-event"
          rows={6}
          value={text}
          placeholder='{"eventName": "StopLogging", …}'
          onChange={(change) => setText(change.currentTarget.value)}
        />
      </Field>
      <Button disabled={text.trim() === '' || busy} onClick={() => void explain()}>
        {busy ? 'Explaining…' : 'Explain'}
      </Button>
      <div aria-live="polite">
        {outcome && 'error' in outcome && (
          <Alert severity="error" title="No explanation">
            {outcome.error}
          </Alert>
        )}
        {outcome && 'explained' in outcome && <Verdict kind={kind} explained={outcome.explained} />}
      </div>
    </Section>
  );
}
