import { css } from '@emotion/css';
import type { ReactNode } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, TextLink, useStyles2 } from '@grafana/ui';
import { isForCloudTrail } from '../../catalogue/logSource';
import type { RulePage } from '../../contract/resources';
import { LevelBadge } from '../shared/LevelBadge';

/** The head of a rule page: what the rule is and whose it is. */
export function RuleFacts({ page }: { page: RulePage }) {
  const styles = useStyles2(getStyles);
  const facts: Array<[string, ReactNode]> = [
    ['Status', page.status],
    ['Severity', <Severity key="level" page={page} />],
    ['Enabled', page.enabled === false && `No: ${whyDisabled(page)}`],
    ['Log source', logSource(page)],
    ['Author', page.author],
    ['Source', /^[\w-]+(\.[\w-]+)+\//.test(page.source) ? link(`https://${page.source}`, page.source) : page.source],
    ['Licence', page.license],
    ['Date', page.date],
    ['Modified', page.modified],
    [
      'Id',
      <span key="id" className={styles.id}>
        {page.id}
        <ClipboardButton
          icon="copy"
          size="sm"
          variant="secondary"
          fill="text"
          aria-label="Copy the id"
          getText={() => page.id}
        />
      </span>,
    ],
    ['Tags', page.tags.length > 0 && <Tags key="tags" tags={page.tags} />],
  ];
  return (
    <dl className={styles.list}>
      {facts
        .filter(([, value]) => value !== undefined && value !== false && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function whyDisabled(page: RulePage): string {
  return isForCloudTrail(page)
    ? 'this data source leaves it out of queries that do not name it'
    : 'it is not written for CloudTrail; only queries that name it run it';
}

function Severity({ page: { level, writtenLevel } }: { page: RulePage }) {
  return (
    <>
      <LevelBadge level={level} />
      {writtenLevel !== undefined && ` in this data source; written as ${writtenLevel}`}
    </>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

function logSource({ logsource: { product, service, category } }: RulePage): string {
  return Object.entries({ product, service, category })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function link(href: string, text: string): ReactNode {
  return (
    <TextLink href={href} external inline>
      {text}
    </TextLink>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: theme.spacing(2),
    margin: theme.spacing(0, 0, 3),
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
  }),
  id: css({ display: 'inline-flex', alignItems: 'flex-start' }),
  tags: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  tag: css({
    ...theme.typography.bodySmall,
    padding: theme.spacing(0, 0.75),
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
