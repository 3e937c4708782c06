import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { DataSourceInstanceSettings, NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { Combobox, EmptyState, InlineLabel, LinkButton, Stack } from '@grafana/ui';
import { chosenDataSource, sigtrailDataSources } from './dataSources';

interface Props {
  /** Title and place of the page in the navigation; absent: the plugin's own. */
  readonly pageNav?: NavModelItem;
  readonly subTitle?: string;
  readonly actions?: ReactNode;
  /** The page's content, for the data source that is chosen. */
  children(dataSource: DataSourceInstanceSettings): ReactNode;
}

/**
 * A page of the app. All pages read from a data source: the one that the URL's `ds` names, else the default one. Without
 * any there is nothing to show but the way to add one.
 */
export function AppPage({ pageNav, subTitle, actions, children }: Props) {
  const [search, setSearch] = useSearchParams();
  const all = sigtrailDataSources();
  const chosen = chosenDataSource(search.get('ds'));
  const choose = (uid: string) =>
    setSearch((before) => {
      before.set('ds', uid);
      return before;
    });
  return (
    <PluginPage
      pageNav={pageNav}
      subTitle={subTitle}
      actions={
        <Stack gap={1} alignItems="center">
          {actions}
          {all.length > 1 && (
            <Stack gap={0}>
              <InlineLabel width="auto" htmlFor="sigtrail-data-source">
                Data source
              </InlineLabel>
              <Combobox
                id="sigtrail-data-source"
                width={28}
                options={all.map(({ uid, name }) => ({ value: uid, label: name }))}
                value={chosen?.uid}
                onChange={({ value }) => choose(value)}
              />
            </Stack>
          )}
        </Stack>
      }
    >
      {chosen ? children(chosen) : <NoDataSource />}
    </PluginPage>
  );
}

function NoDataSource() {
  return (
    <EmptyState
      variant="call-to-action"
      message="No CloudTrail (Sigma) data source yet"
      button={
        <LinkButton icon="plus" href="/connections/datasources/new">
          Add a data source
        </LinkButton>
      }
    >
      Rules, coverage and detections come from a data source of the type “CloudTrail (Sigma)”. It needs AWS credentials
      that may call cloudtrail:LookupEvents.
    </EmptyState>
  );
}
