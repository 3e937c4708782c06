import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { techniqueName } from './techniqueName';

/** So many are shown. */
const SHOWN = 2;

/** Techniques as chips, each with its name; the facet narrows to them. */
export function TechniqueChips({ techniques }: { techniques: readonly string[] }) {
  const styles = useStyles2(getStyles);
  const more = techniques.slice(SHOWN);
  return (
    <span className={styles.chips}>
      {techniques.slice(0, SHOWN).map((id) => (
        <span key={id} className={styles.chip} title={techniqueName(id)}>
          {id}
        </span>
      ))}
      {more.length > 0 && <span title={more.map(techniqueName).join('\n')}>{`+${more.length}`}</span>}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  chips: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.25, 0.5), maxHeight: 44, overflow: 'hidden' }),
  chip: css({
    ...theme.typography.bodySmall,
    padding: theme.spacing(0, 0.5),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    whiteSpace: 'nowrap',
  }),
});
