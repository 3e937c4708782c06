import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Highlight } from '../rules/Highlight';
import type { TreeNode } from './recordTree';

interface Props {
  readonly nodes: readonly TreeNode[];
  /** What is marked, lower case. */
  readonly words: readonly string[];
}

/** Members of a record; those with members of their own can be closed. */
export function RecordTree({ nodes, words }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {nodes.map((node) => (
        <li key={node.path}>
          {node.children ? (
            // Anew for another search: what it found must not be closed.
            <details key={words.join(' ')} open>
              <summary className={styles.summary}>
                <Highlight text={node.name} words={words} />
              </summary>
              <RecordTree nodes={node.children} words={words} />
            </details>
          ) : (
            <div className={styles.leaf}>
              <span className={styles.name}>
                <Highlight text={node.name} words={words} />
              </span>{' '}
              <span className={styles.value}>
                <Highlight text={node.value ?? ''} words={words} />
              </span>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    'ul &': { paddingLeft: theme.spacing(2.5) },
  }),
  summary: css({ cursor: 'pointer', padding: theme.spacing(0.25, 0), color: theme.colors.text.primary }),
  leaf: css({ padding: theme.spacing(0.25, 0), overflowWrap: 'anywhere' }),
  name: css({ color: theme.colors.text.secondary }),
  value: css({ color: theme.colors.text.primary }),
});
