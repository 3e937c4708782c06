import { css } from '@emotion/css';
import { useCallback, useDeferredValue, useMemo, useRef } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { RulesResponse } from '../../contract/resources';
import { catalogueRows } from './catalogueRows';
import { toggled } from './catalogueUrl';
import { Facets } from './Facets';
import type { FacetKey } from './facets';
import { CountChoice } from './CountChoice';
import { Results } from './Results';
import { RuleProblems } from './RuleProblems';
import { SearchField } from './SearchField';
import { selectRows } from './selectRows';
import { sortRows } from './sorting';
import { useCatalogueState } from './useCatalogueState';
import { focusFirstRow } from './useFocusedRow';
import { useMatches } from './useMatches';
import { usePredicates } from './usePredicates';
import { useRange } from '../shared/range/useRange';

interface Props {
  readonly uid: string;
  readonly response: RulesResponse;
}

/** All rules of a data source: to be searched, narrowed, sorted, compared by what they found, and opened. */
export function RuleBrowser({ uid, response: { rules, problems } }: Props) {
  const styles = useStyles2(getStyles);
  const { state, change, type, flush } = useCatalogueState();
  const { sort, reversed, counting, facets: chosen } = state;
  const columns = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const { range, look, refresh } = useRange(state);
  const matches = useMatches({ uid, look, counting });
  const predicates = usePredicates(uid);
  const byRule = matches.state === 'loaded' ? matches.byRule : undefined;
  const all = useMemo(
    () => catalogueRows(rules, { predicates: predicates.value, matches: byRule }),
    [rules, predicates.value, byRule]
  );
  const sorted = useMemo(() => sortRows(all, sort, reversed), [all, sort, reversed]);
  // The list may come a moment after the key that asks for it, never the key after the list.
  const text = useDeferredValue(state.text);
  const isCounted = byRule !== undefined;
  const selected = useMemo(
    // Nothing is known of matches until they are counted: by them nothing is narrowed either.
    () => selectRows(sorted, text, isCounted ? chosen : { ...chosen, matched: undefined }),
    [sorted, text, chosen, isCounted]
  );
  const toggle = useCallback(
    (key: FacetKey, value: string) => change((before) => toggled(before, key, value)),
    [change]
  );
  const enterList = useCallback(() => {
    flush();
    focusFirstRow(columns.current);
  }, [flush]);
  return (
    <>
      <RuleProblems problems={problems} />
      <div className={styles.bar}>
        <div className={styles.search}>
          <SearchField text={state.text} fieldRef={searchRef} onType={type} onLeave={flush} onDown={enterList} />
        </div>
        <CountChoice counting={counting} range={range} onChange={change} onRefresh={refresh} />
      </div>
      <div ref={columns} className={styles.columns}>
        <Facets facets={selected.facets} chosen={chosen} onToggle={toggle} />
        <Results
          rows={selected.rows}
          total={rules.length}
          text={text}
          chosen={chosen}
          sort={sort}
          reversed={reversed}
          matches={matches}
          unsearched={predicates.error}
          onChange={change}
          onToggle={toggle}
        />
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    justifyContent: 'space-between',
    marginBottom: theme.spacing(1),
  }),
  search: css({ flex: '1 1 280px', maxWidth: 640 }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: '208px minmax(0, 1fr)',
    gap: theme.spacing(2),
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
