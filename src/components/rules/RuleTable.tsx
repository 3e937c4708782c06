import { css } from '@emotion/css';
import { Link } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, Pagination, Tooltip, useStyles2 } from '@grafana/ui';
import type { RuleSummary } from '../../contract/resources';
import { LevelBadge } from '../shared/LevelBadge';
import { excerpt } from './searchMarks';
import { Highlight } from './Highlight';

interface Props {
  readonly rules: readonly RuleSummary[];
  /** What was searched for, to be marked. */
  readonly words: readonly string[];
  /** Query string of links, `?ds=…` or empty. */
  readonly linkSearch: string;
  /** From 1; beyond the last one is the last one. */
  readonly page: number;
  onPage(page: number): void;
}

/** A page's worth: thousands of rows at once make each key press slow. */
const PAGE = 50;

/** The rules as a table, a page at a time. */
export function RuleTable({ rules, words, linkSearch, page: asked, onPage }: Props) {
  const styles = useStyles2(getStyles);
  const pages = Math.ceil(rules.length / PAGE);
  const page = Math.min(asked, pages);
  return (
    <>
      <div className={styles.scroll} role="region" aria-label="Rules" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Level</th>
              <th scope="col">Rule</th>
              <th scope="col">Status</th>
              <th scope="col">Services</th>
              <th scope="col">Techniques</th>
              <th scope="col">Author</th>
              <th scope="col">Modified</th>
            </tr>
          </thead>
          <tbody>
            {rules.slice((page - 1) * PAGE, page * PAGE).map((rule) => (
              <tr key={rule.id}>
                <td>
                  <LevelBadge level={rule.level} />
                </td>
                <td className={styles.title}>
                  <Link to={{ pathname: encodeURIComponent(rule.id), search: linkSearch }}>
                    <Highlight text={rule.title} words={words} />
                  </Link>
                  {!rule.visible && (
                    <Tooltip content="The rule needs events that LookupEvents never returns, such as data events. It cannot fire here.">
                      <span tabIndex={0} className={styles.flag}>
                        <Badge text="not visible" color="purple" icon="eye-slash" />
                      </span>
                    </Tooltip>
                  )}
                  <Found rule={rule} words={words} />
                </td>
                <td>{rule.status}</td>
                <td>{few(rule.services.map((service) => service.replace(/\.amazonaws\.com$/, ''))) || 'any'}</td>
                <td>{few(rule.techniques)}</td>
                <td>{rule.author}</td>
                <td className={styles.date}>{rule.modified ?? rule.date}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && <Pagination currentPage={page} numberOfPages={pages} onNavigate={onPage} />}
    </>
  );
}

/** Where else than in the title the search found its words: the description, the id or a tag. */
function Found({ rule, words }: { rule: RuleSummary; words: readonly string[] }) {
  const styles = useStyles2(getStyles);
  const title = rule.title.toLowerCase();
  const elsewhere = words.filter((word) => !title.includes(word));
  const found = [rule.description ?? '', rule.id, ...rule.tags]
    .map((text) => excerpt(text, elsewhere))
    .find((text) => text !== undefined);
  return found === undefined ? null : (
    <div className={styles.found}>
      <Highlight text={found} words={elsewhere} />
    </div>
  );
}

/** The first few of a list, and how many more there are. */
function few(values: readonly string[], count = 3): string {
  const more = values.length - count;
  return `${values.slice(0, count).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', marginBottom: theme.spacing(2) }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(1),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' },
    'tbody tr:hover': { background: theme.colors.action.hover },
  }),
  title: css({
    minWidth: 260,
    a: { color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } },
  }),
  found: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  flag: css({ marginLeft: theme.spacing(1) }),
  date: css({ whiteSpace: 'nowrap' }),
});
