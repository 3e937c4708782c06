import { css } from '@emotion/css';
import { Link } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { workbenchLink } from '../shared/appLinks';
import { usePageParams } from '../shared/pageParams';
import { ScrollTable } from '../shared/table/ScrollTable';
import { visibleText } from '../shared/visibleText';
import type { CoverageRow, EventSort } from './eventRows';
import { RulesOfEvent } from './RulesOfEvent';

interface Props {
  readonly rows: readonly CoverageRow[];
  /** Rule → its title, as far as they are known. */
  readonly titles: ReadonlyMap<string, string>;
  readonly sort: EventSort;
  onSort(sort: EventSort): void;
}

const COLUMNS: ReadonlyArray<{ readonly label: string; readonly sort?: EventSort }> = [
  { label: 'Event', sort: 'event' },
  { label: 'Kind' },
  { label: 'Seen', sort: 'seen' },
  { label: 'Matches', sort: 'matches' },
  { label: 'Rules that name it', sort: 'rules' },
  { label: 'Uncovered first', sort: 'uncovered' },
];

/** Kinds of events, a row each. */
export function EventTable({ rows, titles, sort, onSort }: Props) {
  const styles = useStyles2(getStyles);
  const common = usePageParams();
  return (
    <ScrollTable label="Event coverage" className={styles.table}>
      <thead>
        <tr>
          {COLUMNS.map(({ label, sort: by }) => (
            <th
              key={label}
              scope="col"
              aria-sort={by === sort ? (by === 'event' ? 'ascending' : 'descending') : undefined}
            >
              {by === undefined ? (
                label
              ) : (
                <button type="button" className={styles.sort} onClick={() => onSort(by)}>
                  {label}
                  {by === sort && ' ↓'}
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.eventSource} ${row.eventName}`}>
            <td>
              {row.eventName}
              <div className={styles.small}>{row.eventSource}</div>
            </td>
            <td>
              {row.category}
              <div className={styles.small}>{kindOf(row)}</div>
            </td>
            <td className={styles.number}>{row.seen}</td>
            <td className={styles.number}>{row.matches}</td>
            <td>
              <RulesOfEvent row={row} titles={titles} />
            </td>
            <td>
              {row.eventSource !== '*' && row.eventName !== '*' && (
                <Link
                  className={styles.link}
                  to={workbenchLink({ eventSource: row.eventSource, eventName: row.eventName }, common)}
                  aria-label={`Write a rule for ${row.eventSource} ${row.eventName}`}
                >
                  Write a rule
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function kindOf({ readOnly, visible, through }: CoverageRow): string {
  const access = readOnly === undefined ? [] : [readOnly ? 'reads' : 'changes'];
  return [
    ...access,
    ...(visible ? [] : ['not in LookupEvents']),
    ...(through ? [visibleText({ visible, through })] : []),
  ].join(', ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({ 'th:first-child, td:first-child': { minWidth: 180 } }),
  sort: css({
    background: 'none',
    border: 0,
    padding: 0,
    font: 'inherit',
    color: 'inherit',
    '&:hover': { color: theme.colors.text.primary },
  }),
  number: css({ fontVariantNumeric: 'tabular-nums' }),
  small: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  link: css({ color: theme.colors.text.link, textDecoration: 'underline', whiteSpace: 'nowrap' }),
});
