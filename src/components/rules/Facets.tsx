import { css } from '@emotion/css';
import { useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Text, useStyles2 } from '@grafana/ui';
import type { RuleSummary } from '../../contract/resources';
import { facetCounts, FACETS, toggled, type CatalogueState, type FacetKey } from './catalogueState';

interface Props {
  readonly rules: readonly RuleSummary[];
  readonly state: CatalogueState;
  onChange(state: CatalogueState): void;
}

/** So many values of a facet are shown until more are asked for. */
const SHOWN = 6;

/** Facets with a count for each value: how many rules are left when it is chosen. */
export function Facets({ rules, state, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <aside className={styles.list} aria-label="Facets">
      {FACETS.map(({ key, label }) => (
        <Facet key={key} facet={key} label={label} rules={rules} state={state} onChange={onChange} />
      ))}
    </aside>
  );
}

function Facet({ facet, label, rules, state, onChange }: Props & { facet: FacetKey; label: string }) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const values = facetCounts(rules, state, facet);
  const shown = all ? values : values.slice(0, SHOWN);
  const more = all ? 'Fewer' : `${values.length - SHOWN} more`;
  if (values.length === 0) {
    return null;
  }
  return (
    <fieldset className={styles.facet}>
      <legend className={styles.legend}>
        <Text variant="bodySmall" weight="medium">
          {label}
        </Text>
      </legend>
      {shown.map(({ value, count }) => (
        <div key={value} className={styles.value}>
          <Checkbox
            label={value}
            value={state.facets[facet]?.includes(value) ?? false}
            onChange={() => onChange(toggled(state, facet, value))}
          />
          <span className={styles.count}>{count}</span>
        </div>
      ))}
      {values.length > SHOWN && (
        <Button
          size="sm"
          fill="text"
          aria-expanded={all}
          aria-label={`${more} values of ${label}`}
          onClick={() => setAll(!all)}
        >
          {more}
        </Button>
      )}
    </fieldset>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    flex: '0 0 240px',
    minWidth: 0,
    [theme.breakpoints.down('md')]: { flexBasis: '100%' },
  }),
  facet: css({ border: 0, padding: 0, margin: theme.spacing(0, 0, 2) }),
  legend: css({ border: 0, marginBottom: theme.spacing(0.5), width: 'auto' }),
  value: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    overflowWrap: 'anywhere',
  }),
  count: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
});
