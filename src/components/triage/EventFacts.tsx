import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { factsOf } from './facts';
import type { EventRow } from './rows';

/** Who did what, from where, when, and what came of it. */
export function EventFacts({ event }: { event: EventRow }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.groups}>
      {factsOf(event).map(({ title, facts }) => (
        <section key={title} aria-label={title} className={styles.group}>
          <h2 className={styles.title}>{title}</h2>
          <dl className={styles.list}>
            {facts.map(({ name, value }, index) => (
              <div key={`${name} ${index}`} className={styles.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  groups: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(3),
  }),
  group: css({
    minWidth: 0,
    padding: theme.spacing(1.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  title: css({ ...theme.typography.h5, margin: theme.spacing(0, 0, 1) }),
  list: css({ margin: 0 }),
  fact: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 110px) minmax(0, 1fr)',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
    dt: {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      overflowWrap: 'anywhere',
    },
    dd: { margin: 0, overflowWrap: 'anywhere' },
  }),
});
