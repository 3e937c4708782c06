import { css, cx } from '@emotion/css';
import type { ReactNode } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** What the table shows, for screen readers. */
  readonly label: string;
  /** What sets this table apart from others. */
  readonly className?: string;
  /** `thead` and `tbody`. */
  readonly children: ReactNode;
}

/** A table that is scrolled sideways where there is no room for it, by keyboard too. */
export function ScrollTable({ label, className, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={cx(styles.table, className)}>{children}</table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.5, 1),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      overflowWrap: 'anywhere',
      // On a narrow screen the table is scrolled, rather than written a letter a line.
      minWidth: 96,
    },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' },
  }),
});
