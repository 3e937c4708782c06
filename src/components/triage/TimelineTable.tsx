import { css, cx } from '@emotion/css';
import { useState } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Badge, Pagination, useStyles2 } from '@grafana/ui';
import type { SigtrailJsonData } from '../../contract/settings';
import { LevelBadge } from '../shared/LevelBadge';
import { offsetText } from './around';
import { DetectionPageLink } from '../shared/DetectionPageLink';
import { ScrollTable } from '../shared/table/ScrollTable';
import { TableColumns } from '../shared/table/TableColumns';
import { outcomeOf } from './facts';
import type { DetectionRow, EventRow } from './rows';
import { gravestFirst, levelOfSeverity } from './severityLevels';

interface Props {
  readonly rows: readonly EventRow[];
  readonly byEvent: ReadonlyMap<string, readonly DetectionRow[]>;
  /** The event that the others are around. */
  readonly event: EventRow;
  /** The rule that the page is about. */
  readonly rule?: string;
  readonly severityLabels?: SigtrailJsonData['severityLabels'];
}

const PAGE = 50;
const COLUMNS = ['When', 'Time', 'Event', 'Principal', 'From', 'Result', 'Detections'];

/** Events oldest first; each leads to its own page, each detection to its. It opens where the event is. */
export function TimelineTable({ rows, byEvent, event, rule, severityLabels }: Props) {
  const styles = useStyles2(getStyles);
  const [chosen, setChosen] = useState<number>();
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const own =
    Math.floor(
      Math.max(
        0,
        rows.findIndex(({ eventId }) => eventId === event.eventId)
      ) / PAGE
    ) + 1;
  const page = Math.min(pages, chosen ?? own);
  return (
    <>
      <ScrollTable label="Timeline" className={styles.table}>
        <TableColumns columns={COLUMNS} />
        <tbody>
          {rows.slice((page - 1) * PAGE, page * PAGE).map((row) => {
            const isOwn = row.eventId === event.eventId;
            const reports = gravestFirst(byEvent.get(row.eventId) ?? [], severityLabels);
            return (
              <tr key={row.eventId} className={cx(isOwn && styles.own)} aria-current={isOwn ? 'true' : undefined}>
                <td className={styles.noWrap}>{isOwn ? 'this event' : offsetText(row.timeMs - event.timeMs)}</td>
                <td className={styles.noWrap}>{dateTimeFormat(row.timeMs)}</td>
                <td>
                  {isOwn ? (
                    row.eventName
                  ) : (
                    <DetectionPageLink row={row} rule={reports[0]?.ruleId}>
                      {row.eventName}
                    </DetectionPageLink>
                  )}
                  <div className={styles.small}>{row.eventSource}</div>
                </td>
                <td>{row.principal}</td>
                <td>
                  {row.address}
                  <div className={styles.small}>{row.region}</div>
                </td>
                <td>{outcomeOf(row)}</td>
                <td>
                  <ul className={styles.reports}>
                    {reports.map((report, index) => (
                      <li key={index}>
                        <Severity severity={report.severity} severityLabels={severityLabels} />{' '}
                        {isOwn && report.ruleId === rule ? (
                          report.rule
                        ) : (
                          <DetectionPageLink row={row} rule={report.ruleId}>
                            {report.rule}
                          </DetectionPageLink>
                        )}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            );
          })}
        </tbody>
      </ScrollTable>
      {pages > 1 && <Pagination currentPage={page} numberOfPages={pages} onNavigate={setChosen} />}
    </>
  );
}

/** A severity with its level's colour; a label that the data source does not give has none. */
export function Severity({ severity, severityLabels }: Pick<DetectionRow, 'severity'> & Pick<Props, 'severityLabels'>) {
  const level = levelOfSeverity(severity, severityLabels);
  return level === severity ? <LevelBadge level={level} /> : <Badge text={severity} color="darkgrey" />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.bodySmall.fontSize,
    'th, td': { minWidth: 110 },
  }),
  own: css({ background: theme.colors.background.secondary, fontWeight: theme.typography.fontWeightBold }),
  noWrap: css({ whiteSpace: 'nowrap' }),
  small: css({ color: theme.colors.text.secondary }),
  reports: css({ listStyle: 'none', li: { padding: theme.spacing(0.25, 0) } }),
});
