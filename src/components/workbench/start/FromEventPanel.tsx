import { css } from '@emotion/css';
import { useMemo, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import { ruleFields, suppressible, type Suppressed } from '../../../catalogue/authoring';
import type { ChosenEvent } from '../event/chosenEvent';
import { FieldPicker } from './FieldPicker';
import { FIRST_FIELDS, filterOfEvent, ruleOfEvent } from './fromEvent';
import type { Fresh, Start } from './start';

interface Props {
  readonly event: ChosenEvent;
  readonly from: NonNullable<Start['from']>;
  readonly fresh: Fresh;
  /** The text in the editor. */
  readonly text: string;
  /** The text before a choice was made here. */
  readonly firstText: string;
  onText(text: string): void;
}

/** Choices that a text is made of: which fields of the event, and for a filter whom it suppresses. */
export function FromEventPanel({ event, from, fresh, text, firstText, onText }: Props) {
  const styles = useStyles2(getStyles);
  const all = useMemo(() => ruleFields(event.record), [event]);
  const people = useMemo(() => suppressible(event.record), [event]);
  const [fields, setFields] = useState<readonly string[]>(from.kind === 'event' ? FIRST_FIELDS : []);
  const [who, setWho] = useState<Suppressed['key']>('principal');
  const named = new Set(
    from.kind === 'suppress' ? Object.keys(people.find(({ key }) => key === who)?.selection ?? {}) : []
  );
  // What was made last: once the author has changed it, a choice asks before it writes over that.
  const [made, setMade] = useState(firstText);
  const write = (nextFields: readonly string[], nextWho: Suppressed['key']) =>
    from.kind === 'event'
      ? ruleOfEvent(event, fresh, nextFields)
      : filterOfEvent(from.rule, event, fresh, nextWho, nextFields);
  const choose = (nextFields: readonly string[], nextWho: Suppressed['key']) => {
    setFields(nextFields);
    setWho(nextWho);
    if (text === made) {
      const next = write(nextFields, nextWho);
      setMade(next);
      onText(next);
    }
  };
  return (
    <section aria-label="Made from the event" className={styles.panel}>
      <p>
        {from.kind === 'event' ? 'Made from ' : 'Suppresses, as in '}
        <strong>{event.label}</strong>
      </p>
      {from.kind === 'suppress' && people.length > 1 && (
        <Stack gap={1} alignItems="center" wrap="wrap">
          <span id="sigtrail-suppressed">Suppress</span>
          <RadioButtonGroup
            aria-labelledby="sigtrail-suppressed"
            value={who}
            options={people.map(({ key, name }) => ({
              value: key,
              label: key === 'role' ? 'All sessions of the role' : 'This principal',
              description: name,
            }))}
            onChange={(key) => choose(fields, key)}
          />
        </Stack>
      )}
      <FieldPicker
        label={from.kind === 'event' ? 'Fields that must be the same' : 'Suppress only where these are the same'}
        fields={all.filter(({ path }) => !named.has(path))}
        chosen={fields}
        onChange={(chosen) => choose(chosen, who)}
      />
      {text !== made && (
        <p role="note">
          You have changed the text.{' '}
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              const next = write(fields, who);
              setMade(next);
              onText(next);
            }}
          >
            Write it anew from these choices
          </Button>
        </p>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    overflowWrap: 'anywhere',
    p: { margin: 0 },
  }),
});
