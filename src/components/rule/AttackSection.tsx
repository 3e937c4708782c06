import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, TextLink, useStyles2 } from '@grafana/ui';
import { ATTACK_NOTICE } from '../../catalogue/attack';
import type { RulePage } from '../../contract/resources';
import { Section } from './Section';

/** Tactics and techniques of MITRE ATT&CK that the rule is about. */
export function AttackSection({ page }: { page: RulePage }) {
  const styles = useStyles2(getStyles);
  return (
    <Section
      title="MITRE ATT&CK coverage"
      help="The tactics and techniques that the rule’s tags name. A rule for a sub-technique also counts for its technique."
    >
      {page.attack.length === 0 ? (
        <p>The rule names no tactic or technique.</p>
      ) : (
        <>
          <div className={styles.tactics}>
            {page.attack.map(({ tactic, techniques }) => (
              <div key={tactic.id || 'other'}>
                <Text element="h3" variant="h6">
                  {tactic.name ? `${tactic.id} ${tactic.name}` : 'Other techniques'}
                </Text>
                <ul className={styles.techniques}>
                  {techniques.map(({ id, name, url }) => (
                    <li key={id}>
                      <TextLink href={url} external inline>
                        {name ? `${id} ${name}` : id}
                      </TextLink>
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
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tactics: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  }),
  techniques: css({ listStyle: 'none', padding: 0, margin: theme.spacing(0.5, 0) }),
});
