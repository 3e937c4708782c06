import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { highlighted } from './searchMarks';

/** A text with what the search found in it marked. */
export function Highlight({ text, words }: { text: string; words: readonly string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {highlighted(text, words).map(({ text: piece, found }, index) =>
        found ? (
          <mark key={index} className={styles.mark}>
            {piece}
          </mark>
        ) : (
          piece
        )
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The text keeps its colour, so that a link stays one, and its contrast.
  mark: css({
    padding: 0,
    color: 'inherit',
    background: 'none',
    fontWeight: theme.typography.fontWeightBold,
    textDecoration: `underline 2px ${theme.colors.warning.main}`,
    textUnderlineOffset: 3,
  }),
});
