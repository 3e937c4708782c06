import { css } from '@emotion/css';
import { Link } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { catalogueLink, ruleLink } from './appLinks';
import { usePageParams } from './pageParams';

/** A rule's title that leads to its page. */
export function RuleLink({ id, title }: { id: string; title: string }) {
  const styles = useStyles2(getStyles);
  const common = usePageParams();
  return (
    <Link to={ruleLink(id, common)} className={styles.link}>
      {title}
    </Link>
  );
}

interface CatalogueLinkProps {
  /** Facet → values, as the catalogue's address has them. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  readonly children: string;
}

/** A link to the catalogue, narrowed. */
export function CatalogueLink({ chosen, children }: CatalogueLinkProps) {
  const styles = useStyles2(getStyles);
  const common = usePageParams();
  return (
    <Link to={catalogueLink(chosen, common)} className={styles.link}>
      {children}
    </Link>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Underlined: in a sentence colour alone would not tell a link.
  link: css({ color: theme.colors.text.link, textDecoration: 'underline' }),
});
