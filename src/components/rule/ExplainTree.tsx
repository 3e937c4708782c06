import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ExplainNode } from '../../contract/resources';

/** Why a rule matches an event, or why not: the condition's tree, each node with its verdict and reason. */
export function ExplainTree({ node }: { node: ExplainNode }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      <Node node={node} />
    </ul>
  );
}

function Node({ node }: { node: ExplainNode }) {
  const styles = useStyles2(getStyles);
  const { matched, label, reason, children = [] } = node;
  return (
    <li>
      <div className={styles.line}>
        <Icon
          name={matched ? 'check-circle' : 'times-circle'}
          className={matched ? styles.yes : styles.no}
          aria-label={matched ? 'true' : 'false'}
        />
        <span>
          <code>{label}</code> {reason !== undefined && <span className={styles.reason}>{reason}</span>}
        </span>
      </div>
      {children.length > 0 && (
        <ul className={styles.list}>
          {children.map((child, index) => (
            <Node key={index} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    'ul &, & ul': { paddingLeft: theme.spacing(3) },
  }),
  line: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
    overflowWrap: 'anywhere',
    code: { whiteSpace: 'normal' },
  }),
  yes: css({ color: theme.colors.success.text, flexShrink: 0, marginTop: 2 }),
  no: css({ color: theme.colors.error.text, flexShrink: 0, marginTop: 2 }),
  reason: css({ color: theme.colors.text.secondary }),
});
