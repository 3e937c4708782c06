import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { yamlTokens } from './yamlTokens';

/** YAML as it is, highlighted. */
export function Yaml({ text, label }: { text: string; label: string }) {
  const styles = useStyles2(getStyles);
  return (
    <pre className={styles.pre} aria-label={label} tabIndex={0}>
      <code>
        {text.split('\n').map((line, number) => (
          <span key={number}>
            {number > 0 && '\n'}
            {yamlTokens(line).map(({ kind, text: part }, index) => (
              <span key={index} className={styles[kind]}>
                {part}
              </span>
            ))}
          </span>
        ))}
      </code>
    </pre>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pre: css({
    margin: 0,
    padding: theme.spacing(1.5),
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflowX: 'auto',
    whiteSpace: 'pre',
    color: theme.colors.text.primary,
    code: { display: 'block', background: 'none', border: 0, padding: 0, whiteSpace: 'inherit', color: 'inherit' },
  }),
  key: css({ color: theme.colors.text.link }),
  punctuation: css({ color: theme.colors.text.secondary }),
  string: css({ color: theme.colors.success.text }),
  comment: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
  plain: css({ color: 'inherit' }),
});
