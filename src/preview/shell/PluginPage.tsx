import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { Text, useStyles2 } from '@grafana/ui';

/** The frame of a page: title, subtitle, actions and content, about where Grafana has them. */
export function PluginPage({ pageNav, renderTitle, subTitle, actions, info, children }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const title = pageNav?.text ?? '';
  const below = subTitle ?? pageNav?.subTitle;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div>
          {renderTitle ? renderTitle(title) : title !== '' && <Text element="h1">{title}</Text>}
          {below !== undefined && <div className={styles.subTitle}>{below}</div>}
          {info?.map(({ label, value }) => (
            <span key={label} className={styles.subTitle}>
              {label}: {value}
            </span>
          ))}
        </div>
        <div>{actions}</div>
      </header>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ padding: theme.spacing(2, 3, 4), minWidth: 0 }),
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 3),
    marginBottom: theme.spacing(2),
  }),
  subTitle: css({ color: theme.colors.text.secondary, marginRight: theme.spacing(2) }),
});
