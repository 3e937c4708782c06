import { css, cx } from '@emotion/css';
import { useMemo } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { lineDiff, type DiffLine } from './lineDiff';

/** So many lines that stayed are shown around a change. */
const AROUND = 3;
const SIGNS: Record<DiffLine['kind'], string> = { same: ' ', added: '+', removed: '-' };

/** What was changed in a text, line by line. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const styles = useStyles2(getStyles);
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  const changes = lines.filter(({ kind }) => kind !== 'same');
  const added = changes.filter(({ kind }) => kind === 'added').length;
  if (changes.length === 0) {
    return <p>The text is the same.</p>;
  }
  return (
    <>
      <p>
        {count(added)} added, {count(changes.length - added)} removed.
      </p>
      <pre className={styles.pre} aria-label="Changed lines" tabIndex={0}>
        <code>
          {lines.map(({ kind, text }, index) => {
            if (!isNear(lines, index)) {
              // One sign for a run of lines that stayed.
              return isNear(lines, index - 1) || index === 0 ? (
                <span key={index} className={styles.gap}>
                  ⋯{'\n'}
                </span>
              ) : null;
            }
            return (
              <span key={index} className={cx(styles.line, styles[kind])}>
                {SIGNS[kind]} {text}
                {'\n'}
              </span>
            );
          })}
        </code>
      </pre>
    </>
  );
}

function isNear(lines: readonly DiffLine[], index: number): boolean {
  return lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same');
}

function count(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  pre: css({
    margin: 0,
    padding: theme.spacing(1, 0),
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflowX: 'auto',
    whiteSpace: 'pre',
    color: theme.colors.text.primary,
    code: {
      display: 'block',
      width: 'max-content',
      minWidth: '100%',
      background: 'none',
      border: 0,
      padding: 0,
      color: 'inherit',
      whiteSpace: 'inherit',
    },
  }),
  line: css({ display: 'block', padding: theme.spacing(0, 1.5) }),
  gap: css({ display: 'block', padding: theme.spacing(0, 1.5), color: theme.colors.text.secondary }),
  same: css({}),
  added: css({ background: theme.colors.success.transparent }),
  removed: css({ background: theme.colors.error.transparent }),
});
