import { css } from '@emotion/css';
import { memo, useCallback, useRef } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Chosen } from './catalogueUrl';
import { Facet } from './Facet';
import { FACETS, type FacetKey } from './facets';
import type { Selected } from './selectRows';

interface Props {
  readonly facets: Selected['facets'];
  readonly chosen: Chosen;
  onToggle(key: FacetKey, value: string): void;
}

/** Facets with a count for each value: how many rules are left when it is chosen. */
export const Facets = memo(function Facets({ facets, chosen, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  const latest = useRef(onToggle);
  latest.current = onToggle;
  const toggle = useCallback((key: FacetKey, value: string) => latest.current(key, value), []);
  return (
    <aside className={styles.list} aria-label="Facets">
      {FACETS.map(({ key, label }) => (
        <Facet key={key} facet={key} label={label} values={facets[key]} chosen={chosen[key]} onToggle={toggle} />
      ))}
    </aside>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ minWidth: 0, paddingRight: theme.spacing(1) }),
});
