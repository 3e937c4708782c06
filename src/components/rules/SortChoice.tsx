import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, IconButton, useStyles2 } from '@grafana/ui';
import type { SortKey } from './sorting';
import { HEADS } from './TableHead';

interface Props {
  readonly sort: SortKey;
  readonly reversed: boolean;
  /** Sorts by a column, or if it is the same one, the other way round. */
  onSort(sort: SortKey): void;
}

/** The order, where the list has no head to choose it by. */
export function SortChoice({ sort, reversed, onSort }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.choice}>
      <label htmlFor="sigtrail-sort">Sort by</label>
      <Combobox
        id="sigtrail-sort"
        width={18}
        options={HEADS.map(({ key, label }) => ({ value: key, label }))}
        value={sort}
        onChange={({ value }) => value !== sort && onSort(value)}
      />
      <IconButton
        name="sort-amount-down"
        aria-label="Turn the order round"
        aria-pressed={reversed}
        tooltip="Turn the order round"
        onClick={() => onSort(sort)}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
});
