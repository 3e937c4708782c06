import { useState } from 'react';
import { Alert, Combobox, type ComboboxOption, Field, Stack, Switch, Text } from '@grafana/ui';
import { isForCloudTrail } from '../../catalogue/logSource';
import { LEVELS, type Level } from '../../contract/levels';
import type { RulePage } from '../../contract/resources';
import type { RuleOverride } from '../../contract/settings';
import { errorText } from '../shared/dataSources';
import { changeOverride, dataSourceSettings, mayChangeDataSources } from '../shared/dataSourceSettings';
import { useRequest } from '../shared/useRequest';
import { Section } from './Section';

interface Props {
  readonly uid: string;
  readonly page: RulePage;
  /** Told when the data source was changed: the page is another one by then. */
  onSaved(): void;
}

/** Switches the rule off or gives it another level, for those who may change the data source; nothing for others. */
export function RuleSettings(props: Props) {
  const { uid } = props;
  const mayChange = mayChangeDataSources();
  // Who may change some data sources need not be allowed to read this one's settings: then there is nothing to offer.
  const settings = useRequest(mayChange && uid !== '' ? uid : undefined, () => dataSourceSettings(uid)).value;
  return settings ? (
    <Section
      title="In this data source"
      help="What this data source makes of the rule. A disabled rule is left out of every query that does not name it; another level changes its severity everywhere. The rule's text stays as it is."
    >
      {settings.readOnly === true && (
        <Alert severity="info" title="This data source is provisioned">
          It is changed in its provisioning file: set ruleOverrides under jsonData.
        </Alert>
      )}
      <RuleControls {...props} disabled={settings.readOnly === true} />
    </Section>
  ) : null;
}

/** What the controls show: the user's choice at once, the page's state where there is none. */
interface Shown {
  readonly enabled?: boolean;
  readonly level?: Choice;
}

function RuleControls({ uid, page, onSaved, disabled }: Props & { readonly disabled: boolean }) {
  const [chosen, setChosen] = useState<Shown>({});
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly error?: string }>();
  const save = async (shown: Shown, change: RuleOverride) => {
    const before = chosen;
    setChosen({ ...chosen, ...shown });
    setBusy(true);
    setOutcome(undefined);
    try {
      await changeOverride(uid, page.id, change);
      setOutcome({});
      onSaved();
    } catch (error) {
      setChosen(before);
      setOutcome({ error: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Stack direction="row" gap={3} wrap="wrap">
        <Field label="Enabled" htmlFor="sigtrail-rule-enabled" description="Runs where no query names it" noMargin>
          <Switch
            id="sigtrail-rule-enabled"
            disabled={disabled || busy}
            value={chosen.enabled ?? page.enabled !== false}
            onChange={({ currentTarget: { checked } }) =>
              // What is so anyhow is not worth an override.
              void save({ enabled: checked }, { enabled: checked === isForCloudTrail(page) ? undefined : checked })
            }
          />
        </Field>
        <Field label="Level" htmlFor="sigtrail-rule-level" description="Takes the place of the rule's own" noMargin>
          <Combobox<Choice>
            id="sigtrail-rule-level"
            width={28}
            disabled={disabled || busy}
            options={levelOptions(page)}
            value={chosen.level ?? (page.writtenLevel === undefined ? AS_WRITTEN : page.level)}
            onChange={({ value }) => void save({ level: value }, { level: value === AS_WRITTEN ? undefined : value })}
          />
        </Field>
      </Stack>
      <div role="status">
        {busy && <Text color="secondary">Saving…</Text>}
        {outcome && outcome.error === undefined && <Text color="secondary">Saved.</Text>}
      </div>
      {outcome?.error !== undefined && (
        <Alert severity="error" title="Nothing was changed">
          {outcome.error}
        </Alert>
      )}
    </>
  );
}

const AS_WRITTEN = 'as-written';
type Choice = Level | typeof AS_WRITTEN;

function levelOptions({ level, writtenLevel = level }: RulePage): Array<ComboboxOption<Choice>> {
  const others = [...LEVELS].reverse().filter((each) => each !== writtenLevel);
  return [
    { label: `${writtenLevel} (as written)`, value: AS_WRITTEN },
    ...others.map((value) => ({ label: value, value })),
  ];
}
