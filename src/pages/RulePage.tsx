import { useParams, useSearchParams } from 'react-router-dom';
import { RuleView } from '../components/rule/RuleView';
import { TrySection } from '../components/rule/TrySection';
import { AppPage } from '../components/shared/AppPage';
import { getResource } from '../components/shared/dataSources';
import { Loaded } from '../components/shared/Loaded';
import { useRequest } from '../components/shared/useRequest';
import { APP_ID } from '../contract/ids';
import type { RulePage as Page } from '../contract/resources';

/** One rule: `/rules/:id`. */
export function RulePage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const ds = search.get('ds');
  const parentItem = { text: 'Rules', url: `/a/${APP_ID}/rules${ds === null ? '' : `?ds=${encodeURIComponent(ds)}`}` };
  return (
    <AppPage pageNav={{ text: 'Rule', parentItem }}>
      {({ uid }) => <Rule key={`${uid} ${id}`} uid={uid} id={id} />}
    </AppPage>
  );
}

function Rule({ uid, id }: { uid: string; id: string }) {
  const request = useRequest(`${uid} ${id}`, () => getResource<Page>(uid, `rules/${encodeURIComponent(id)}`));
  return (
    <Loaded request={request} what="rule">
      {(page) => (
        <>
          <h1>{page.title}</h1>
          <RuleView page={page} />
          <TrySection uid={uid} rule={{ id }} />
        </>
      )}
    </Loaded>
  );
}
