import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** Epoch milliseconds of each bucket's start. */
  readonly times: readonly number[];
  readonly counts: readonly number[];
  /** What is counted, e.g. `Matches`. */
  readonly what: string;
  /** Pixels; from 40 on it has an axis. */
  readonly height?: number;
}

/** Counts over time, a bar a bucket. What it shows is also said in words. */
export function TimeBars({ times, counts, what, height = 80 }: Props) {
  const styles = useStyles2(getStyles);
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const peak = most === 0 ? '' : `, the highest bar ${most} from ${dateTimeFormat(times[counts.indexOf(most)])}`;
  return (
    <>
      <svg
        className={styles.chart}
        style={{ height }}
        viewBox={`0 0 ${Math.max(1, counts.length)} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${what}: ${total}${peak}`}
      >
        {counts.map((count, index) => {
          // Even a single match among thousands is to be seen.
          const share = count === 0 ? 0.02 : Math.max(0.08, count / most);
          return (
            <rect
              key={times[index]}
              className={count === 0 ? styles.none : styles.some}
              x={index + 0.1}
              width={0.8}
              y={1 - share}
              height={share}
            >
              <title>{`${dateTimeFormat(times[index])}: ${count}`}</title>
            </rect>
          );
        })}
      </svg>
      {height >= 40 && (
        <div className={styles.axis} aria-hidden>
          <span>{dateTimeFormat(times[0])}</span>
          <span>{most > 0 && `highest bar: ${most}`}</span>
          <span>{dateTimeFormat(times[times.length - 1])}</span>
        </div>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  chart: css({ display: 'block', width: '100%' }),
  axis: css({
    ...theme.typography.bodySmall,
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
  }),
  some: css({ fill: theme.colors.primary.main }),
  none: css({ fill: theme.colors.border.medium }),
});
