import { css, cx } from '@emotion/css';
import { memo } from 'react';
import { Link } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ruleLink } from '../shared/appLinks';
import type { CatalogueRow } from './catalogueRows';
import { COLUMNS, LevelCell, StateBadge } from './columns';
import { Highlight } from './Highlight';
import { whereFound } from './whereFound';

interface Props {
  readonly row: CatalogueRow;
  /** From 0, among the rows that are selected. */
  readonly index: number;
  /** Pixels. */
  readonly height: number;
  /** As a card instead of a line. */
  readonly narrow: boolean;
  /** What was searched for, to be marked. */
  readonly words: readonly string[];
  /** What its link takes along. */
  readonly common: string;
}

/** A rule in the list. It stands where its place among all of them is, so that only those on the screen need be there. */
export const RuleRow = memo(function RuleRow({ row, index, height, narrow, words, common }: Props) {
  const styles = useStyles2(getStyles);
  const { rule } = row;
  return (
    <div
      role="row"
      // The head is the first row.
      aria-rowindex={index + 2}
      data-index={index}
      className={cx(styles.row, narrow ? styles.card : styles.line, !rule.enabled && styles.disabled)}
      style={{ height, transform: `translateY(${index * height}px)` }}
    >
      <div role="cell" className={cx(narrow ? styles.levelOfCard : undefined)}>
        <LevelCell rule={rule} />
      </div>
      <div role="cell" className={cx(styles.title, narrow && styles.titleOfCard)}>
        <div className={styles.first}>
          <Link to={ruleLink(rule.id, common)} className={styles.link} title={rule.title}>
            <Highlight text={rule.title} words={words} />
          </Link>
          <StateBadge rule={rule} />
        </div>
        <Second row={row} words={words} />
      </div>
      {COLUMNS.map(({ key, label, cell }) => (
        <div key={key} role="cell" className={narrow ? styles.cellOfCard : styles.cell}>
          {narrow && <span className={styles.label}>{label}</span>}
          {cell(row)}
        </div>
      ))}
    </div>
  );
});

/** Below the title: where the search found its words, else what the rule is about. */
function Second({ row, words }: Pick<Props, 'row' | 'words'>) {
  const styles = useStyles2(getStyles);
  const found = words.length === 0 ? [] : whereFound(row, words);
  const text = found.length > 0 ? found.join(' · ') : (row.rule.description ?? '').replace(/\s+/g, ' ');
  return (
    <div
      className={cx(styles.second, words.length > 0 ? styles.found : styles.about)}
      title={found.length > 0 ? found.join('\n') : text}
    >
      <Highlight text={text} words={words} />
    </div>
  );
}

/** One for the head and all lines, so that they agree. */
export const GRID = `76px minmax(220px, 3fr) ${COLUMNS.map(({ width }) => width).join(' ')}`;
/** Of all columns at their narrowest; a list with less room scrolls sideways. Pixels. */
export const LEAST_WIDTH = 980;

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    overflow: 'hidden',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    // Nothing in a row changes what is around it.
    contain: 'strict',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-within': { background: theme.colors.action.focus },
  }),
  line: css({
    display: 'grid',
    gridTemplateColumns: GRID,
    gap: theme.spacing(1),
    alignItems: 'center',
    padding: theme.spacing(0, 1),
  }),
  card: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gridAutoRows: 'min-content',
    gap: theme.spacing(0.25, 1.5),
    padding: theme.spacing(1, 0.5),
  }),
  disabled: css({ color: theme.colors.text.secondary }),
  levelOfCard: css({ gridColumn: '1 / -1', display: 'flex', gap: theme.spacing(1) }),
  title: css({ minWidth: 0 }),
  titleOfCard: css({ gridColumn: '1 / -1' }),
  first: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'center', minWidth: 0 }),
  link: css({
    color: theme.colors.text.link,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '&:hover': { textDecoration: 'underline' },
  }),
  second: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    overflow: 'hidden',
  }),
  about: css({ textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  found: css({ display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: 2, overflowWrap: 'anywhere' }),
  cell: css({
    ...theme.typography.bodySmall,
    minWidth: 0,
    maxHeight: 44,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  }),
  cellOfCard: css({
    ...theme.typography.bodySmall,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minWidth: 0,
    height: 24,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  }),
  label: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
