import { css } from '@emotion/css';
import { memo } from 'react';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { Checkbox, IconButton, useStyles2 } from '@grafana/ui';
import type { CatalogueControl } from './useCatalogueState';
import { RangePicker } from '../shared/RangePicker';
import type { WrittenRange } from '../shared/timeRange';

interface Props {
  readonly counting: boolean;
  readonly range: TimeRange;
  readonly onChange: CatalogueControl['change'];
  /** Counts again, up to now. */
  onRefresh(): void;
}

/** Whether matches are counted, and in which range. Drawn again only when that changes: Grafana's picker takes long. */
export const RangeChoice = memo(function RangeChoice({ counting, range, onChange, onRefresh }: Props) {
  const styles = useStyles2(getStyles);
  const show = ({ from, to }: WrittenRange) => onChange((state) => ({ ...state, from, to }));
  return (
    <div className={styles.range}>
      <Checkbox
        label="Count matches"
        value={counting}
        onChange={({ currentTarget: { checked } }) => onChange((state) => ({ ...state, counting: checked }))}
      />
      {counting && (
        <>
          <RangePicker range={range} onChange={show} />
          <IconButton
            name="sync"
            size="lg"
            aria-label="Count matches again"
            tooltip="Count matches again"
            onClick={onRefresh}
          />
        </>
      )}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  range: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
