import { css } from '@emotion/css';
import { Link } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { detectionLink, type DetectionAddress } from './appLinks';
import { usePageParams } from './pageParams';

interface Props {
  readonly row: Omit<DetectionAddress, 'rule'>;
  /** Id of the rule that reported it; absent for the event by itself. */
  readonly rule?: string;
  readonly children: string;
}

/** Leads to the page of a detection, or of an event, for the same data source. */
export function DetectionPageLink({ row: { eventId, timeMs, account, region }, rule, children }: Props) {
  const styles = useStyles2(getStyles);
  const common = usePageParams();
  return (
    <Link to={detectionLink({ eventId, timeMs, account, region, rule }, common)} className={styles.link}>
      {children}
    </Link>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({ color: theme.colors.text.link, textDecoration: 'underline' }),
});
