import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryEditorHelpProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { SigtrailQuery } from '../types';
import { EXAMPLES } from './examples';

type CheatSheetProps = Pick<QueryEditorHelpProps<SigtrailQuery>, 'query' | 'onClickExample'>;

/** Examples to click on, in Explore and in the panel editor's help. */
export function CheatSheet({ query, onClickExample }: CheatSheetProps) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <h2>CloudTrail (Sigma): examples</h2>
      <p>
        Dashboard variables work in every field. A variable with several values fills a list; in a filter it means any
        of them. Shift+Enter runs the query.
      </p>
      <ul className={styles.examples}>
        {EXAMPLES.map((example) => (
          <li key={example.title}>
            <button
              type="button"
              className={styles.example}
              onClick={() =>
                onClickExample({ refId: query?.refId ?? 'A', datasource: query?.datasource, ...example.query })
              }
            >
              <strong>{example.title}</strong>
              <span>{example.description}</span>
              {example.query.rule ? <code className={styles.rule}>{example.query.rule}</code> : null}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  examples: css({
    listStyle: 'none',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))',
    gap: theme.spacing(1),
    alignItems: 'start',
  }),
  example: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    width: '100%',
    padding: theme.spacing(1),
    textAlign: 'left',
    color: theme.colors.text.primary,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.emphasize(theme.colors.background.secondary, 0.03) },
  }),
  rule: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: theme.typography.bodySmall.fontSize }),
});
