import { css } from '@emotion/css';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, FilterInput, RadioButtonGroup, Stack, Text, useStyles2 } from '@grafana/ui';
import {
  readState,
  searchWords,
  selectRules,
  writeState,
  type CatalogueState,
  type Sort,
} from '../components/rules/catalogueState';
import { Facets } from '../components/rules/Facets';
import { RuleProblems } from '../components/rules/RuleProblems';
import { RuleTable } from '../components/rules/RuleTable';
import { AppPage } from '../components/shared/AppPage';
import { getResource } from '../components/shared/dataSources';
import { Loaded } from '../components/shared/Loaded';
import { useRequest } from '../components/shared/useRequest';
import type { RulesResponse } from '../contract/resources';

const SORT_OPTIONS: Array<{ label: string; value: Sort }> = [
  { label: 'Level', value: 'level' },
  { label: 'Title', value: 'title' },
  { label: 'Modified', value: 'modified' },
];

/** All rules of a data source, to be searched, narrowed and opened. */
export function CataloguePage() {
  return (
    <AppPage pageNav={{ text: 'Rules' }} subTitle="Sigma rules that run on CloudTrail events">
      {({ uid }) => <Catalogue key={uid} uid={uid} />}
    </AppPage>
  );
}

function Catalogue({ uid }: { uid: string }) {
  const request = useRequest(uid, () => getResource<RulesResponse>(uid, 'rules'));
  return (
    <Loaded request={request} what="rules">
      {(response) => <Browser response={response} />}
    </Loaded>
  );
}

function Browser({ response: { rules, problems } }: { response: RulesResponse }) {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readState(search), [search]);
  const shown = useMemo(() => selectRules(rules, state), [rules, state]);
  const change = (next: CatalogueState) => setSearch((before) => writeState(before, next), { replace: true });
  const words = useMemo(() => searchWords(state.text), [state.text]);
  const ds = search.get('ds');
  return (
    <>
      <RuleProblems problems={problems} />
      <div className={styles.bar}>
        <div className={styles.search}>
          <FilterInput
            aria-label="Search rules"
            placeholder="Search titles, descriptions, ids, tags, services"
            value={state.text}
            onChange={(text) => change({ ...state, text, page: 1 })}
            escapeRegex={false}
          />
        </div>
        <Stack gap={1} alignItems="center">
          <Text color="secondary" id="sigtrail-sort">
            Sort by
          </Text>
          <RadioButtonGroup
            aria-labelledby="sigtrail-sort"
            options={SORT_OPTIONS}
            value={state.sort}
            onChange={(sort) => change({ ...state, sort, page: 1 })}
          />
        </Stack>
      </div>
      <div className={styles.columns}>
        <Facets rules={rules} state={state} onChange={change} />
        <section className={styles.results} aria-label="Results">
          <p role="status">
            {shown.length === rules.length ? `${rules.length} rules` : `${shown.length} of ${rules.length} rules`}
          </p>
          {shown.length > 0 ? (
            <RuleTable
              rules={shown}
              words={words}
              linkSearch={ds === null ? '' : `?ds=${encodeURIComponent(ds)}`}
              page={state.page}
              onPage={(page) => change({ ...state, page })}
            />
          ) : (
            <EmptyState
              variant="not-found"
              message="No rule fits"
              button={
                <Button variant="secondary" onClick={() => change({ ...state, text: '', facets: {}, page: 1 })}>
                  Clear search and facets
                </Button>
              }
            />
          )}
        </section>
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    justifyContent: 'space-between',
    margin: theme.spacing(1, 0, 2),
  }),
  search: css({ flex: '1 1 320px', maxWidth: 640 }),
  columns: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(3), alignItems: 'flex-start' }),
  results: css({ flex: '1 1 480px', minWidth: 0 }),
});
