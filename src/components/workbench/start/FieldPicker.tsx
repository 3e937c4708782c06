import { css } from '@emotion/css';
import { useId, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, Field, Input, useStyles2 } from '@grafana/ui';
import type { RuleField } from '../../../catalogue/authoring';

interface Props {
  /** What choosing a field does. */
  readonly label: string;
  readonly fields: readonly RuleField[];
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}

/** From here on a list is easier searched than read. */
const LONG = 8;

/** The fields of an event, to choose those that must be the same. */
export function FieldPicker({ label, fields, chosen, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [search, setSearch] = useState('');
  const words = search.trim().toLowerCase();
  const shown = fields.filter(
    ({ path, values }) => chosen.includes(path) || `${path} ${values.join(' ')}`.toLowerCase().includes(words)
  );
  return (
    <fieldset className={styles.fields}>
      <legend className={styles.legend}>{label}</legend>
      {fields.length > LONG && (
        <Field label="Search fields" htmlFor={id}>
          <Input id={id} value={search} onChange={({ currentTarget: { value } }) => setSearch(value)} />
        </Field>
      )}
      {fields.length === 0 && <p>The event has no further field that a rule could ask for.</p>}
      <div className={styles.list} tabIndex={0} role="group" aria-label={label}>
        {shown.map(({ path, values }) => (
          <Checkbox
            key={path}
            label={path}
            description={values.map(String).join(', ')}
            value={chosen.includes(path)}
            onChange={({ currentTarget: { checked } }) =>
              // In the event's order, whatever the order of choosing.
              onChange(
                fields.map((field) => field.path).filter((each) => (each === path ? checked : chosen.includes(each)))
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({ border: 0, margin: 0, padding: 0, minWidth: 0 }),
  legend: css({
    ...theme.typography.body,
    fontWeight: theme.typography.fontWeightMedium,
    marginBottom: theme.spacing(0.5),
    borderBottom: 0,
    width: 'auto',
  }),
  list: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    maxHeight: 200,
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    padding: theme.spacing(0.5),
  }),
});
