import { css } from '@emotion/css';
import { memo } from 'react';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { Checkbox, IconButton, TimeRangePicker, useStyles2 } from '@grafana/ui';
import type { CatalogueControl } from './useCatalogueState';
import { moved, rangeInUrl, type RangeInUrl } from './timeRange';

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
  const show = ({ from, to }: RangeInUrl) => onChange((state) => ({ ...state, from, to }));
  return (
    <div className={styles.range}>
      <Checkbox
        label="Count matches"
        value={counting}
        onChange={({ currentTarget: { checked } }) => onChange((state) => ({ ...state, counting: checked }))}
      />
      {counting && (
        <>
          <TimeRangePicker
            value={range}
            onChange={({ raw }) => show(rangeInUrl(raw))}
            onChangeTimeZone={() => undefined}
            onMoveBackward={() => show(moved(range, -1))}
            onMoveForward={() => show(moved(range, 1))}
            onZoom={() => show(moved(range, 0))}
          />
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
