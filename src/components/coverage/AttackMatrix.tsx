import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import { ATTACK_NOTICE } from '../../catalogue/attack';
import type { MatrixTactic } from './attackMatrix';
import { TechniqueCell, type CellContext } from './TechniqueCell';

interface Props extends CellContext {
  readonly columns: readonly MatrixTactic[];
}

/** ATT&CK's tactics with their techniques; each leads to its rules, or to what ATT&CK says of it where there are none. */
export function AttackMatrix({ columns, ...context }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <div className={styles.matrix}>
        {columns.map(({ id, name, techniques }) => {
          const covered = techniques.filter(({ rules }) => rules.length > 0).length;
          return (
            <section key={id} className={styles.tactic} aria-label={name}>
              <Text element="h2" variant="h6">
                {name}
              </Text>
              <Text variant="bodySmall" color="secondary">
                {techniques.length === 0 ? 'nothing to show' : `${covered} of ${techniques.length} with rules`}
              </Text>
              <ul className={styles.list}>
                {techniques.map((technique) => (
                  <TechniqueCell key={technique.id} technique={technique} {...context} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <p>
        <Text variant="bodySmall" color="secondary">
          {ATTACK_NOTICE}
        </Text>
      </p>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  matrix: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  }),
  tactic: css({ minWidth: 0 }),
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 }),
});
