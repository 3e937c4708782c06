import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, TextLink, useStyles2 } from '@grafana/ui';
import { ATTACK_NOTICE } from '../../catalogue/attack';
import type { RulePage, RuleSummary } from '../../contract/resources';
import { CatalogueLink } from '../shared/RuleLink';
import { techniqueRules } from '../shared/techniqueRules';
import { Section } from './Section';

interface Props {
  readonly page: RulePage;
  readonly catalogue?: readonly RuleSummary[];
}

/** Tactics and techniques of MITRE ATT&CK that the rule is about. */
export function AttackSection({ page, catalogue }: Props) {
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
                      {catalogue && <OtherRules technique={id} own={page.id} catalogue={catalogue} />}
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

/** What else covers a technique or a sub-technique of it. */
function OtherRules({
  technique,
  own,
  catalogue,
}: { technique: string; own: string } & Required<Pick<Props, 'catalogue'>>) {
  const { rules, techniques } = techniqueRules(catalogue, technique);
  const others = rules.filter(({ id }) => id !== own).length;
  return (
    <div>
      {others === 0 ? (
        <Text variant="bodySmall" color="secondary">
          No other rule
        </Text>
      ) : (
        <CatalogueLink chosen={{ technique: techniques }}>
          {others === 1 ? '1 other rule' : `${others} other rules`}
        </CatalogueLink>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tactics: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  }),
  techniques: css({
    listStyle: 'none',
    padding: 0,
    margin: theme.spacing(0.5, 0),
    li: { marginBottom: theme.spacing(0.5) },
  }),
});
