import { useParams, useSearchParams } from 'react-router-dom';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { AccountSection } from '../components/rule/account/AccountSection';
import { CreateAlertLink } from '../components/rule/CreateAlertLink';
import { RuleSettings } from '../components/rule/RuleSettings';
import { RuleView } from '../components/rule/RuleView';
import { TrySection } from '../components/rule/TrySection';
import { EventLinks, WorkbenchLinks } from '../components/rule/WorkbenchLinks';
import { AppPage } from '../components/shared/AppPage';
import { appHref, catalogueLink } from '../components/shared/appLinks';
import { chosenDataSource, getResource } from '../components/shared/dataSources';
import { Loaded } from '../components/shared/Loaded';
import { usePageParams } from '../components/shared/pageParams';
import { TrailFields } from '../components/shared/TrailFields';
import { useRequest } from '../components/shared/useRequest';
import type { RulePage as Page, RulesResponse } from '../contract/resources';

/** One rule: `/rules/:id`. */
export function RulePage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const dataSource = chosenDataSource(search.get('ds'));
  const uid = dataSource?.uid;
  // Anew for another rule or data source: the last one's page must not stand under the new one's address.
  return <OneRule key={`${uid} ${id}`} id={id} dataSource={dataSource} />;
}

function OneRule({ id, dataSource }: { id: string; dataSource: DataSourceInstanceSettings | undefined }) {
  const uid = dataSource?.uid;
  const common = usePageParams();
  const request = useRequest(uid && `${uid} ${id}`, () =>
    getResource<Page>(uid ?? '', `rules/${encodeURIComponent(id)}`)
  );
  // What else covers a technique is an addition: the page does not wait for it, nor fail with it.
  const all = useRequest(request.value && uid, () => getResource<RulesResponse>(uid ?? '', 'rules'));
  const parentItem = { text: 'Rules', url: appHref(catalogueLink({}, common)) };
  return (
    <AppPage
      pageNav={{ text: request.value?.title ?? 'Rule', parentItem }}
      actions={
        request.value && dataSource ? (
          <>
            <WorkbenchLinks page={request.value} />
            <CreateAlertLink page={request.value} dataSource={dataSource} />
          </>
        ) : undefined
      }
    >
      {() => (
        <Loaded request={request} what="rule">
          {(page) => (
            <>
              <TrailFields uid={uid ?? ''} id={page.id} />
              <RuleView page={page} catalogue={all.value?.rules} />
              <RuleSettings uid={uid ?? ''} page={page} onSaved={request.retry} />
              <AccountSection
                uid={uid ?? ''}
                page={page}
                actionsFor={(event) => <EventLinks page={page} event={event} />}
              />
              <TrySection uid={uid ?? ''} rule={{ id }} kind={page.kind} />
            </>
          )}
        </Loaded>
      )}
    </AppPage>
  );
}
