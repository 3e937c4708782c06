import { css } from '@emotion/css';
import type { RefObject } from 'react';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { Checkbox, FilterInput, IconButton, TimeRangePicker, useStyles2 } from '@grafana/ui';
import type { CatalogueState } from './catalogueUrl';
import { moved, rangeInUrl, type RangeInUrl } from './timeRange';

interface Props {
  readonly state: CatalogueState;
  readonly range: TimeRange;
  readonly searchRef: RefObject<HTMLInputElement>;
  onType(text: string): void;
  /** Leaves the search, perhaps for another page. */
  onLeave(): void;
  onChange(state: CatalogueState): void;
  /** Counts again, up to now. */
  onRefresh(): void;
  /** Leads from the search into the list. */
  onDown(): void;
}

/** Search, time range, and whether matches are counted. */
export function CatalogueBar({ state, range, searchRef, onType, onLeave, onChange, onRefresh, onDown }: Props) {
  const styles = useStyles2(getStyles);
  const show = ({ from, to }: RangeInUrl) => onChange({ ...state, from, to });
  return (
    <div className={styles.bar}>
      <div className={styles.search}>
        <FilterInput
          ref={searchRef}
          aria-label="Search rules"
          aria-keyshortcuts="/"
          placeholder="Search titles, ids, descriptions, fields and values ( / )"
          value={state.text}
          onChange={onType}
          onBlur={onLeave}
          escapeRegex={false}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              onDown();
            }
          }}
        />
      </div>
      <div className={styles.range}>
        <Checkbox
          label="Count matches"
          value={state.counting}
          onChange={({ currentTarget }) => onChange({ ...state, counting: currentTarget.checked })}
        />
        {state.counting && (
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
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    justifyContent: 'space-between',
    marginBottom: theme.spacing(1),
  }),
  search: css({ flex: '1 1 280px', maxWidth: 640 }),
  range: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
