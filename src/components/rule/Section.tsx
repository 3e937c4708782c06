import { css } from '@emotion/css';
import { useId, type ReactNode } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';

interface Props {
  readonly title: string;
  /** What the section means, in a sentence or two. */
  readonly help: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A section of the rule page: heading, what it means on demand, content. */
export function Section({ title, help, actions, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <IconButton name="question-circle" tooltip={help} />
        <div className={styles.actions}>{actions}</div>
      </div>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ marginBottom: theme.spacing(4), minWidth: 0 }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
  title: css({ ...theme.typography.h4, margin: 0 }),
  actions: css({ marginLeft: 'auto', display: 'flex', gap: theme.spacing(1) }),
});
