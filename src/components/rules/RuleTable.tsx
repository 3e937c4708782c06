import { css } from '@emotion/css';
import type { KeyboardEvent } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { CatalogueRow } from './catalogueRows';
import type { SortKey } from './sorting';
import { LEAST_WIDTH, RuleRow } from './RuleRow';
import { TableHead } from './TableHead';
import { useFocusedRow } from './useFocusedRow';
import { useKeptPlace } from './useKeptPlace';
import { useVisibleRows } from './useVisibleRows';

interface Props {
  readonly rows: readonly CatalogueRow[];
  /** Rules as cards instead of lines. */
  readonly narrow: boolean;
  /** What was searched for, to be marked. */
  readonly words: readonly string[];
  /** What links take along. */
  readonly common: string;
  readonly sort: SortKey;
  readonly reversed: boolean;
  onSort(sort: SortKey): void;
}

/** Pixels. Where something is searched for, a line more says where it was found. */
const LINE_HEIGHT = 52;
const CARD_HEIGHT = 184;
const FOUND_HEIGHT = 18;

/** The rules, one a line, of which only those on the screen are there. Arrow keys, Page Up and Down, Home and End move. */
export function RuleTable({ rows, narrow, words, common, sort, reversed, onSort }: Props) {
  const styles = useStyles2(getStyles);
  const height = (narrow ? CARD_HEIGHT : LINE_HEIGHT) + (words.length > 0 ? FOUND_HEIGHT : 0);
  const { ref, first, end } = useVisibleRows(rows.length, height);
  const { kept, focus, onKeyDown, onFocus, onBlur } = useFocusedRow(ref, rows.length);
  const scroller = useKeptPlace(kept, focus);
  const shown = Array.from({ length: end - first }, (_, index) => first + index);
  // The row that has the focus stays, or the next key would be nobody's. In its order: an element that is moved loses the focus.
  if (kept !== undefined && kept < rows.length && (kept < first || kept >= end)) {
    shown.splice(kept < first ? 0 : shown.length, 0, kept);
  }
  return (
    <div
      ref={scroller}
      className={narrow ? undefined : styles.scroll}
      role="table"
      aria-label="Rules"
      aria-rowcount={rows.length + 1}
      onKeyDown={(event: KeyboardEvent) => onKeyDown(event)}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      <TableHead narrow={narrow} sort={sort} reversed={reversed} onSort={onSort} />
      <div
        ref={ref}
        role="rowgroup"
        className={narrow ? styles.cards : styles.rows}
        style={{ height: rows.length * height }}
      >
        {shown.map((index) => (
          <RuleRow
            key={rows[index].rule.id}
            row={rows[index]}
            index={index}
            height={height}
            narrow={narrow}
            words={words}
            common={common}
          />
        ))}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    // The page's own head and a little of what is below stay in sight; on a low screen the page scrolls, too.
    maxHeight: 'max(360px, calc(100vh - 232px))',
    overflow: 'auto',
    // The head covers what is scrolled below it.
    scrollPaddingTop: 40,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  rows: css({ position: 'relative', minWidth: LEAST_WIDTH }),
  cards: css({ position: 'relative' }),
});
