import { css, cx } from '@emotion/css';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import { PREVIEW_UID } from '../bootData';
import type { AppInclude } from '../plugins';

interface Props {
  readonly appId: string;
  readonly pages: readonly AppInclude[];
  readonly children: ReactNode;
}

/** A plain frame around the plugin's pages. It looks like a page of Grafana as little as it must. */
export function Shell({ appId, pages, children }: Props) {
  const styles = useStyles2(getStyles);
  const links = [
    ...pages
      .filter(({ type, path }) => type === 'page' && path !== undefined)
      .map(({ name, path = '' }) => ({ name, path: path.replaceAll('%PLUGIN_ID%', appId) })),
    { name: 'Data source', path: `/connections/datasources/edit/${PREVIEW_UID}` },
    { name: 'Query', path: '/explore' },
    { name: 'Variable', path: '/variables' },
  ];
  return (
    <div className={styles.shell}>
      <div className={styles.bar}>
        <strong>Sigma for CloudTrail</strong>
        <nav className={styles.nav} aria-label="Preview">
          {links.map(({ name, path }) => (
            <NavLink key={path} to={path} className={({ isActive }) => cx(styles.link, isActive && styles.active)}>
              {name}
            </NavLink>
          ))}
        </nav>
        <span className={styles.note}>Preview without Grafana</span>
        <ThemeSwitch />
      </div>
      <main className={styles.main}>{children}</main>
    </div>
  );
}

function ThemeSwitch() {
  const { isDark } = useTheme2();
  const { pathname, search } = useLocation();
  const change = () => {
    const params = new URLSearchParams(search);
    params.set('theme', isDark ? 'light' : 'dark');
    window.location.assign(`${pathname}?${params.toString()}`);
  };
  return (
    <Button variant="secondary" size="sm" fill="outline" onClick={change}>
      {isDark ? 'Light theme' : 'Dark theme'}
    </Button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  shell: css({
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    background: theme.colors.background.primary,
  }),
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 3),
    background: theme.colors.background.secondary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  nav: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), flexGrow: 1 }),
  link: css({
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.hover },
  }),
  active: css({ color: theme.colors.text.primary, background: theme.colors.action.selected }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  main: css({ flexGrow: 1, minWidth: 0 }),
});
