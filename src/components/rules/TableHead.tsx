import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { COLUMNS } from './columns';
import { GRID, LEAST_WIDTH } from './RuleRow';
import type { SortKey } from './sorting';

interface Props {
  readonly narrow: boolean;
  readonly sort: SortKey;
  readonly reversed: boolean;
  onSort(sort: SortKey): void;
}

/** Each column as its own title has it; those that start with the greatest are descending. */
export const HEADS: ReadonlyArray<{ readonly key: SortKey; readonly label: string }> = [
  { key: 'level', label: 'Level' },
  { key: 'title', label: 'Rule' },
  ...COLUMNS,
];
const DESCENDING: ReadonlySet<SortKey> = new Set(['level', 'matches', 'visible', 'modified']);

/** The columns' names; each sorts by its column, and again the other way round. */
export function TableHead({ narrow, sort, reversed, onSort }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="rowgroup" className={narrow ? styles.hidden : styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {HEADS.map(({ key, label }) => {
          const sorted = key === sort;
          const descending = DESCENDING.has(key) !== reversed;
          return (
            <div key={key} role="columnheader" aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}>
              <button
                type="button"
                className={cx(styles.button, sorted && styles.sorted)}
                // In cards the order is chosen elsewhere.
                tabIndex={narrow ? -1 : undefined}
                onClick={() => onSort(key)}
              >
                {label}
                {sorted && <Icon name={descending ? 'arrow-down' : 'arrow-up'} size="sm" />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    minWidth: LEAST_WIDTH,
    background: theme.colors.background.secondary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  hidden: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  row: css({ display: 'grid', gridTemplateColumns: GRID, gap: theme.spacing(1), padding: theme.spacing(0, 1) }),
  button: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
    height: 36,
    padding: 0,
    border: 0,
    background: 'none',
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightMedium,
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.colors.text.primary },
  }),
  sorted: css({ color: theme.colors.text.primary }),
});
