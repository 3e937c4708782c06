import { css } from '@emotion/css';
import { Link } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import { ATTACK_NOTICE } from '../../catalogue/attack';
import type { RuleSummary } from '../../contract/resources';
import { catalogueLink } from '../shared/appLinks';
import { techniqueRules } from '../shared/techniqueRules';
import { attackMatrix } from './attackMatrix';

/** ATT&CK's tactics with the techniques that rules name; each leads to its rules. */
export function AttackMatrix({ rules, ds }: { rules: readonly RuleSummary[]; ds: string | null }) {
  const styles = useStyles2(getStyles);
  const link = (technique: string) => catalogueLink({ technique: techniqueRules(rules, technique).techniques }, ds);
  return (
    <>
      <div className={styles.matrix}>
        {attackMatrix(rules).map(({ id, name, techniques }) => (
          <div key={id} className={styles.tactic}>
            <Text element="h2" variant="h6">
              {name}
            </Text>
            <Text variant="bodySmall" color="secondary">
              {['no rule', '1 technique'][techniques.length] ?? `${techniques.length} techniques`}
            </Text>
            <ul className={styles.list}>
              {techniques.map((technique) => (
                <li key={technique.id}>
                  <Link to={link(technique.id)} className={styles.technique}>
                    <span>
                      {technique.id} {technique.name}
                    </span>
                    <span className={styles.count}>{technique.rules}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <Text variant="bodySmall" color="secondary">
        {ATTACK_NOTICE}
      </Text>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  matrix: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  }),
  tactic: css({ minWidth: 0 }),
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 }),
  technique: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    marginBottom: theme.spacing(0.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover },
  }),
  count: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
