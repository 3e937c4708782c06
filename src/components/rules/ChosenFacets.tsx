import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Chosen } from './catalogueUrl';
import { FACETS, type FacetKey } from './facets';

interface Props {
  readonly chosen: Chosen;
  onToggle(key: FacetKey, value: string): void;
  onClear(): void;
}

/** What narrows the list, each a press away from being taken back. */
export function ChosenFacets({ chosen, onToggle, onClear }: Props) {
  const styles = useStyles2(getStyles);
  const all = FACETS.flatMap(({ key, label }) => (chosen[key] ?? []).map((value) => ({ key, label, value })));
  return all.length === 0 ? null : (
    <div className={styles.list} role="group" aria-label="Chosen facets">
      {all.map(({ key, label, value }) => (
        <Button
          key={`${key} ${value}`}
          size="sm"
          variant="secondary"
          icon="times"
          aria-label={`Take back ${label}: ${value}`}
          onClick={() => onToggle(key, value)}
        >
          {`${label}: ${value}`}
        </Button>
      ))}
      <Button size="sm" variant="secondary" fill="text" onClick={onClear}>
        Clear all
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
});
