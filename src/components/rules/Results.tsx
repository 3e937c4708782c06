import { css } from '@emotion/css';
import { memo, useCallback, useMemo, useRef } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { usePageParams } from '../shared/pageParams';
import type { CatalogueRow } from './catalogueRows';
import { cleared, sortedBy, type Chosen } from './catalogueUrl';
import { ChosenFacets } from './ChosenFacets';
import type { FacetKey } from './facets';
import { MatchesNote } from './MatchesNote';
import { NoRules } from './NoRules';
import { RuleTable } from './RuleTable';
import { searchWords } from './searchWords';
import { SortChoice } from './SortChoice';
import type { SortKey } from './sorting';
import type { CatalogueControl } from './useCatalogueState';
import type { MatchesState } from './useMatches';
import { useNarrow } from './useNarrow';

interface Props {
  readonly rows: readonly CatalogueRow[];
  /** How many rules there are, selected or not. */
  readonly total: number;
  readonly text: string;
  readonly chosen: Chosen;
  readonly sort: SortKey;
  readonly reversed: boolean;
  readonly matches: MatchesState;
  /** Why fields and values are not searched, if they are not. */
  readonly unsearched: string | undefined;
  readonly onChange: CatalogueControl['change'];
  onToggle(key: FacetKey, value: string): void;
}

/** Below that many pixels rules are cards, without a head to sort by. */
const NARROW = 640;

/** The rules that are selected, and what must be known of them. */
export function Results(props: Props) {
  const { rows, total, text, chosen, sort, reversed, matches, unsearched, onChange, onToggle } = props;
  const styles = useStyles2(getStyles);
  const frame = useRef<HTMLElement>(null);
  const narrow = useNarrow(frame, NARROW);
  const common = usePageParams();
  const words = useMemo(() => searchWords(text), [text]);
  const sortBy = useCallback((key: SortKey) => onChange((state) => sortedBy(state, key)), [onChange]);
  const clear = useCallback(() => onChange(cleared), [onChange]);
  return (
    <section ref={frame} className={styles.results} aria-label="Results">
      <div className={styles.line}>
        <span role="status">{rows.length === total ? `${total} rules` : `${rows.length} of ${total} rules`}</span>
        <ChosenFacets chosen={chosen} onToggle={onToggle} onClear={clear} />
        {narrow && <SortChoice sort={sort} reversed={reversed} onSort={sortBy} />}
      </div>
      <MatchesNote matches={matches} />
      {unsearched !== undefined && words.length > 0 && <p>{`Fields and values are not searched: ${unsearched}`}</p>}
      {rows.length > 0 ? (
        <Table
          rows={rows}
          narrow={narrow}
          words={words}
          common={common}
          sort={sort}
          reversed={reversed}
          onSort={sortBy}
        />
      ) : (
        <NoRules isEmpty={total === 0} onClear={clear} />
      )}
    </section>
  );
}

/** Drawn again only when what it shows is another: not for a key whose results are still to come. */
const Table = memo(RuleTable);

const getStyles = (theme: GrafanaTheme2) => ({
  results: css({ minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2), minHeight: 24 }),
});
