import { css, cx } from '@emotion/css';
import { memo, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Chosen } from './catalogueUrl';
import { Facet } from './Facet';
import { FACETS, type FacetKey } from './facets';
import type { Selected } from './selectRows';

interface Props {
  readonly facets: Selected['facets'];
  readonly chosen: Chosen;
  onToggle(key: FacetKey, value: string): void;
}

/** Facets with a count for each value: how many rules are left when it is chosen. On a narrow screen, when they are asked for. */
export const Facets = memo(function Facets({ facets, chosen, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.panel}>
      <Button
        className={styles.opener}
        variant="secondary"
        icon="filter"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Facets
      </Button>
      <aside className={cx(styles.list, !open && styles.closed)} aria-label="Facets">
        {FACETS.map(({ key, label }) => (
          <Facet key={key} facet={key} label={label} values={facets[key]} chosen={chosen[key]} onToggle={onToggle} />
        ))}
      </aside>
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    [theme.breakpoints.up('md')]: { maxHeight: 'max(400px, calc(100vh - 190px))', overflow: 'auto' },
  }),
  opener: css({ [theme.breakpoints.up('md')]: { display: 'none' } }),
  closed: css({ [theme.breakpoints.down('md')]: { display: 'none' } }),
  list: css({ minWidth: 0, paddingRight: theme.spacing(1) }),
});
