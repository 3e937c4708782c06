import { css, cx } from '@emotion/css';
import { memo, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Input, useStyles2 } from '@grafana/ui';
import { FACETS, type FacetKey } from './facets';
import type { FacetValue } from './selectRows';

interface Props {
  readonly facet: FacetKey;
  readonly label: string;
  readonly values: readonly FacetValue[];
  readonly chosen: readonly string[] | undefined;
  onToggle(key: FacetKey, value: string): void;
}

/** So many values of a facet are shown until more are asked for; from so many on they can be searched. */
const SHOWN = 6;
const SEARCHED_FROM = 15;
/** More are not shown, but found by a search. */
const MOST = 100;

/** One facet: its values, those that are chosen first of all when they would not be in sight. */
export function Facet({ facet, label, values, chosen = NONE, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState('');
  if (values.length === 0) {
    return null;
  }
  const definition = FACETS.find(({ key }) => key === facet);
  const shownAs = (value: string) => (definition && 'shown' in definition ? definition.shown(value) : value);
  const fits = (value: string) => shownAs(value).toLowerCase().includes(search.trim().toLowerCase());
  const listed = all ? values.filter(({ value }) => fits(value)).slice(0, MOST) : firstOf(values, chosen);
  const hidden = values.length - SHOWN;
  const more = all ? 'Fewer' : `${hidden} more`;
  return (
    <fieldset className={styles.facet}>
      <legend className={styles.legend}>{label}</legend>
      {all && values.length >= SEARCHED_FROM && (
        <Input
          className={styles.search}
          aria-label={`Search ${label}`}
          placeholder="Search values"
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      {listed.map(({ value, count }) => (
        <Value
          key={value}
          facet={facet}
          value={value}
          label={shownAs(value)}
          count={count}
          isChosen={chosen.includes(value)}
          onToggle={onToggle}
        />
      ))}
      {hidden > 0 && (
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

const NONE: readonly string[] = [];

/** The first values, and any other that is chosen: what narrows the list is to be seen. */
function firstOf(values: readonly FacetValue[], chosen: readonly string[]): FacetValue[] {
  return values.filter(({ value }, place) => place < SHOWN || chosen.includes(value));
}

interface ValueProps extends Pick<Props, 'facet' | 'label' | 'onToggle'> {
  readonly value: string;
  readonly count: number;
  readonly isChosen: boolean;
}

const Value = memo(function Value({ facet, value, label, count, isChosen, onToggle }: ValueProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={cx(styles.value, count === 0 && styles.none)}>
      <Checkbox label={label} value={isChosen} onChange={() => onToggle(facet, value)} />
      <span className={styles.count}>{count}</span>
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  facet: css({ border: 0, padding: 0, margin: theme.spacing(0, 0, 2), minWidth: 0 }),
  legend: css({
    ...theme.typography.bodySmall,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.primary,
    border: 0,
    marginBottom: theme.spacing(0.5),
    width: 'auto',
  }),
  search: css({ marginBottom: theme.spacing(0.5) }),
  value: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
  none: css({ opacity: 0.7 }),
  count: css({
    flexShrink: 0,
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
});
