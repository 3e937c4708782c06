import { css } from '@emotion/css';
import type { ReactNode } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { DetectionPageLink } from '../../shared/DetectionPageLink';
import type { Detection, FoundEvent } from './detections';

interface Props {
  readonly label: string;
  /** Id of the rule that they are of; absent for one that is being written. */
  readonly rule?: string;
  readonly detections: readonly Detection[];
  /** What the reasons are, where that is not plain. */
  readonly why?: string;
  actionsFor?(event: FoundEvent): ReactNode;
}

/** Detections one below the other, for narrow places: what happened, who did it from where, why it matched. */
export function DetectionCards({ label, rule, detections, why, actionsFor }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={label}>
      {detections.map((detection, index) => (
        <li key={`${detection.eventId} ${index}`} className={styles.card}>
          <div className={styles.head}>
            <strong>{detection.event}</strong>
            <time>
              <DetectionPageLink row={detection} rule={rule}>
                {dateTimeFormat(detection.timeMs)}
              </DetectionPageLink>
            </time>
          </div>
          <div className={styles.who}>
            {[detection.principal, detection.sourceIPAddress, detection.where]
              .filter((part) => part.trim())
              .join(' · ')}
          </div>
          {detection.reasons.length > 0 && (
            <div className={styles.why}>
              {why !== undefined && <div>{why}:</div>}
              {detection.reasons.map((reason) => (
                <div key={reason}>{reason}</div>
              ))}
            </div>
          )}
          {actionsFor?.(detection)}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  card: css({
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    overflowWrap: 'anywhere',
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    time: { color: theme.colors.text.secondary, whiteSpace: 'nowrap' },
  }),
  who: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  why: css({ ...theme.typography.bodySmall, fontFamily: theme.typography.fontFamilyMonospace }),
});
