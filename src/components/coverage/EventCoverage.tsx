import { css } from '@emotion/css';
import { useMemo, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import {
  Alert,
  Button,
  Checkbox,
  EmptyState,
  FilterInput,
  Pagination,
  RadioButtonGroup,
  useStyles2,
} from '@grafana/ui';
import type { CoverageResponse } from '../../contract/resources';
import { searchWords } from '../rules/searchWords';
import { useRules } from '../rules/useRules';
import type { CoverageState } from './coverageUrl';
import { listedRows, seenSummary, sortedRows, type EventSort } from './eventRows';
import { EventTable } from './EventTable';
import { useCoverageState } from './useCoverageState';

interface Props {
  readonly uid: string;
  readonly response: CoverageResponse;
  onRefresh(): void;
}

const PAGE = 50;
const SHOWN: Array<{ value: CoverageState['events']; label: string; description: string }> = [
  { value: 'seen', label: 'Seen', description: 'Events that occurred in the range' },
  { value: 'uncovered', label: 'Not named', description: 'Events that occurred and no rule asks for by name' },
  { value: 'all', label: 'All', description: 'With those that rules name and that did not occur' },
];

/** The kinds of events with how often they occurred and which rules look at them; the busiest uncovered ones first. */
export function EventCoverage({ uid, response: { coverage, notices }, onRefresh }: Props) {
  const styles = useStyles2(getStyles);
  const { state, change } = useCoverageState();
  const [sort, setSort] = useState<EventSort>('uncovered');
  const [page, setPage] = useState(1);
  const rules = useRules(uid);
  const titles = useMemo(() => new Map(rules.value?.rules.map(({ id, title }) => [id, title])), [rules.value]);
  const rows = useMemo(
    () => sortedRows(listedRows(coverage, state, searchWords(state.text)), sort),
    [coverage, state, sort]
  );
  const { kinds, events, blindKinds, blindEvents } = seenSummary(coverage);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const shown = Math.min(page, pages);
  const narrow = (part: Partial<CoverageState>) => {
    setPage(1);
    change(part);
  };
  return (
    <>
      {notices.map((notice) => (
        <Alert key={notice.text} severity={notice.severity} title={notice.text} />
      ))}
      <p role="status">
        {kinds === 0
          ? 'No event occurred in this range.'
          : `${events} events of ${kinds} kinds occurred. No rule names ${blindKinds} of these kinds, ${blindEvents} events.`}
        {rows.length < kinds && ` ${rows.length} are listed.`}
      </p>
      <div className={styles.bar}>
        <div className={styles.search}>
          <FilterInput
            aria-label="Search events"
            placeholder="Search event sources and names"
            value={state.text}
            onChange={(text) => narrow({ text })}
            escapeRegex={false}
          />
        </div>
        <RadioButtonGroup
          aria-label="Which events are listed"
          options={SHOWN}
          value={state.events}
          onChange={(listed) => narrow({ events: listed })}
        />
        <Checkbox
          label="Changes only"
          value={state.changes}
          onChange={({ currentTarget }) => narrow({ changes: currentTarget.checked })}
        />
        <Button variant="secondary" icon="sync" onClick={onRefresh}>
          Refresh
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState variant="not-found" message="No event fits">
          Choose a longer time range, other events, or another search.
        </EmptyState>
      ) : (
        <EventTable rows={rows.slice((shown - 1) * PAGE, shown * PAGE)} titles={titles} sort={sort} onSort={setSort} />
      )}
      {pages > 1 && <Pagination currentPage={shown} numberOfPages={pages} onNavigate={setPage} />}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0),
  }),
  search: css({ flex: '1 1 240px', maxWidth: 480 }),
});
