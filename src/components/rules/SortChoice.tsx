import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, IconButton, useStyles2 } from '@grafana/ui';
import { sortedBy, type CatalogueState } from './catalogueUrl';
import { HEADS } from './TableHead';

interface Props {
  readonly state: CatalogueState;
  onChange(state: CatalogueState): void;
}

/** The order, where the list has no head to choose it by. */
export function SortChoice({ state, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.choice}>
      <label htmlFor="sigtrail-sort">Sort by</label>
      <Combobox
        id="sigtrail-sort"
        width={18}
        options={HEADS.map(({ key, label }) => ({ value: key, label }))}
        value={state.sort}
        onChange={({ value }) => onChange(value === state.sort ? state : sortedBy(state, value))}
      />
      <IconButton
        name="sort-amount-down"
        aria-label="Turn the order round"
        aria-pressed={state.reversed}
        tooltip="Turn the order round"
        onClick={() => onChange(sortedBy(state, state.sort))}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
  }),
});
