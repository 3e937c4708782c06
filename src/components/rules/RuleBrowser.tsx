import { css, cx } from '@emotion/css';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import type { RulesResponse } from '../../contract/resources';
import { CatalogueBar } from './CatalogueBar';
import { catalogueRows } from './catalogueRows';
import { cleared, isNarrowed, sortedBy, toggled } from './catalogueUrl';
import { ChosenFacets } from './ChosenFacets';
import { Facets } from './Facets';
import type { FacetKey } from './facets';
import { MatchesNote } from './MatchesNote';
import { RuleProblems } from './RuleProblems';
import { RuleTable } from './RuleTable';
import { searchWords } from './searchWords';
import { selectRows } from './selectRows';
import { SortChoice } from './SortChoice';
import { sortRows } from './sorting';
import { useCatalogueState } from './useCatalogueState';
import { focusFirstRow } from './useFocusedRow';
import { useMatches } from './useMatches';
import { useNarrow } from './useNarrow';
import { usePredicates } from './usePredicates';
import { useRange } from './useRange';
import { useSlashKey } from './useSlashKey';

interface Props {
  readonly uid: string;
  readonly response: RulesResponse;
}

/** Below that many pixels rules are cards, without a head to sort by. */
const NARROW = 640;

/** All rules of a data source: to be searched, narrowed, sorted, compared by what they found, and opened. */
export function RuleBrowser({ uid, response: { rules, problems } }: Props) {
  const styles = useStyles2(getStyles);
  const { state, change, type, flush } = useCatalogueState();
  const [search] = useSearchParams();
  const results = useRef<HTMLElement>(null);
  const narrow = useNarrow(results, NARROW);
  const searchRef = useRef<HTMLInputElement>(null);
  const [facetsOpen, setFacetsOpen] = useState(false);
  useSlashKey(searchRef);
  const { range, attempt, refresh } = useRange(state);
  const matches = useMatches({ uid, range, attempt, counting: state.counting });
  const predicates = usePredicates(uid);
  const byRule = matches.state === 'loaded' ? matches.byRule : undefined;
  const all = useMemo(
    () => catalogueRows(rules, { predicates: predicates.value, matches: byRule }),
    [rules, predicates.value, byRule]
  );
  const sorted = useMemo(() => sortRows(all, state.sort, state.reversed), [all, state.sort, state.reversed]);
  // The list may come a moment after the key that asks for it, never the key after the list.
  const text = useDeferredValue(state.text);
  const { facets: chosen } = state;
  const isCounted = byRule !== undefined;
  const selected = useMemo(
    // Nothing is known of matches until they are counted: by them nothing is narrowed either.
    () => selectRows(sorted, text, isCounted ? chosen : { ...chosen, matched: undefined }),
    [sorted, text, chosen, isCounted]
  );
  const words = useMemo(() => searchWords(text), [text]);
  const toggle = (key: FacetKey, value: string) => change(toggled(state, key, value));
  const shown = selected.rows.length;
  return (
    <>
      <RuleProblems problems={problems} />
      <CatalogueBar
        state={state}
        range={range}
        searchRef={searchRef}
        onType={type}
        onLeave={flush}
        onChange={change}
        onRefresh={refresh}
        onDown={() => focusFirstRow(results.current)}
      />
      <div className={styles.columns}>
        <div className={styles.facets}>
          <Button
            className={styles.opener}
            variant="secondary"
            icon="filter"
            aria-expanded={facetsOpen}
            onClick={() => setFacetsOpen(!facetsOpen)}
          >
            Facets
          </Button>
          <div className={cx(!facetsOpen && styles.closed)}>
            <Facets facets={selected.facets} chosen={chosen} onToggle={toggle} />
          </div>
        </div>
        <section ref={results} className={styles.results} aria-label="Results">
          <div className={styles.line}>
            <span role="status">
              {shown === rules.length ? `${rules.length} rules` : `${shown} of ${rules.length} rules`}
            </span>
            <ChosenFacets chosen={chosen} onToggle={toggle} onClear={() => change(cleared(state))} />
            {narrow && <SortChoice state={state} onChange={change} />}
          </div>
          <MatchesNote matches={matches} />
          {predicates.error !== undefined && text !== '' && (
            <p>{`Fields and values are not searched: ${predicates.error}`}</p>
          )}
          {shown > 0 ? (
            <RuleTable
              rows={selected.rows}
              narrow={narrow}
              words={words}
              ds={search.get('ds')}
              sort={state.sort}
              reversed={state.reversed}
              onSort={(sort) => change(sortedBy(state, sort))}
            />
          ) : (
            <EmptyState
              variant="not-found"
              message={isNarrowed(state) ? 'No rule fits' : 'There are no rules'}
              button={
                isNarrowed(state) ? (
                  <Button variant="secondary" onClick={() => change(cleared(state))}>
                    Clear search and facets
                  </Button>
                ) : undefined
              }
            >
              {!isNarrowed(state) &&
                'Turn on the bundled rules in the data source’s settings, or name a folder of Sigma rules there.'}
            </EmptyState>
          )}
        </section>
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: '208px minmax(0, 1fr)',
    gap: theme.spacing(2),
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  facets: css({
    [theme.breakpoints.up('md')]: { maxHeight: 'max(400px, calc(100vh - 190px))', overflow: 'auto' },
  }),
  opener: css({ [theme.breakpoints.up('md')]: { display: 'none' } }),
  closed: css({ [theme.breakpoints.down('md')]: { display: 'none' } }),
  results: css({ minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2), minHeight: 24 }),
});
