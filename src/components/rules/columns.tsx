import { css, cx } from '@emotion/css';
import type { ReactNode } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, Icon, useStyles2 } from '@grafana/ui';
import { LevelBadge } from '../shared/LevelBadge';
import { TimeBars } from '../shared/TimeBars';
import { visibleText } from '../shared/visibleText';
import type { CatalogueRow } from './catalogueRows';
import { TechniqueChips } from './TechniqueChips';
import { changedOn, type SortKey } from './sorting';

export interface Column {
  readonly key: SortKey;
  readonly label: string;
  /** As CSS grid has it. */
  readonly width: string;
  cell(row: CatalogueRow): ReactNode;
}

/** The columns after the title's. */
export const COLUMNS: readonly Column[] = [
  { key: 'matches', label: 'Matches', width: '100px', cell: (row) => <MatchesCell row={row} /> },
  { key: 'status', label: 'Status', width: '80px', cell: ({ rule }) => rule.status },
  {
    key: 'services',
    label: 'Services',
    width: 'minmax(80px, 1fr)',
    cell: ({ rule }) => few(rule.services.map((service) => service.replace(/\.amazonaws\.com$/, ''))) || 'any',
  },
  {
    key: 'techniques',
    label: 'Techniques',
    width: 'minmax(100px, 1fr)',
    cell: ({ rule }) => <TechniqueChips techniques={rule.techniques} />,
  },
  { key: 'visible', label: 'LookupEvents', width: '88px', cell: (row) => <Visible rule={row.rule} /> },
  { key: 'author', label: 'Author', width: 'minmax(72px, 0.8fr)', cell: ({ rule }) => rule.author },
  { key: 'modified', label: 'Modified', width: '76px', cell: (row) => changedOn(row) },
];

export function LevelCell({ rule: { level, writtenLevel } }: Pick<CatalogueRow, 'rule'>) {
  return (
    <>
      <LevelBadge level={level} />
      {writtenLevel !== undefined && <Small>{`written: ${writtenLevel}`}</Small>}
    </>
  );
}

/** Says that a rule is switched off. */
export function StateBadge({ rule: { enabled } }: Pick<CatalogueRow, 'rule'>) {
  return enabled ? null : <Badge text="disabled" color="darkgrey" icon="pause" />;
}

function MatchesCell({ row: { matches, isQuiet } }: { row: CatalogueRow }) {
  const styles = useStyles2(getStyles);
  if (isQuiet) {
    return <span className={cx(styles.total, styles.quiet)}>0</span>;
  }
  return matches === undefined ? null : (
    <span className={styles.matches}>
      <span className={styles.total}>{matches.total.toLocaleString()}</span>
      <span className={styles.bars}>
        <TimeBars times={matches.times} counts={matches.counts} what="Matches" height={24} />
      </span>
    </span>
  );
}

function Visible({ rule }: Pick<CatalogueRow, 'rule'>) {
  const styles = useStyles2(getStyles);
  const text = visibleText(rule);
  // Without a picture where all is well: thousands of rules are, and each picture is parsed anew.
  if (text === 'visible') {
    return <span className={styles.quiet}>{text}</span>;
  }
  const needs = 'The rule needs events that LookupEvents never returns, such as data events.';
  return (
    <span title={rule.through === 'trail' ? `${needs} The trail in S3 has them.` : needs}>
      <Icon name={rule.through === 'trail' ? 'database' : 'eye-slash'} size="sm" /> {text}
    </span>
  );
}

function Small({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <div className={styles.small}>{children}</div>;
}

/** The first few of a list, and how many more there are. */
function few(values: readonly string[], count = 3): string {
  const more = values.length - count;
  return `${values.slice(0, count).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  matches: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  total: css({ display: 'inline-block', minWidth: 28, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  bars: css({ flexGrow: 1, minWidth: 0 }),
  quiet: css({ color: theme.colors.text.secondary }),
  small: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
});
