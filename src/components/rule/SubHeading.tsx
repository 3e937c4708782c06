import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Heading of a part of a section. */
export function SubHeading({ children }: { children: string }) {
  const styles = useStyles2(getStyles);
  return <h3 className={styles.heading}>{children}</h3>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ ...theme.typography.h6, margin: theme.spacing(2, 0, 1) }),
});
