import { RuleBrowser } from '../components/rules/RuleBrowser';
import { useRules } from '../components/rules/useRules';
import { AppPage } from '../components/shared/AppPage';
import { Loaded } from '../components/shared/Loaded';

/** All rules of a data source, to be searched, narrowed and opened. */
export function CataloguePage() {
  return (
    <AppPage pageNav={{ text: 'Rules' }} subTitle="Sigma rules that run on CloudTrail events">
      {({ uid }) => <Catalogue key={uid} uid={uid} />}
    </AppPage>
  );
}

function Catalogue({ uid }: { uid: string }) {
  const request = useRules(uid);
  return (
    <Loaded request={request} what="rules">
      {(response) => <RuleBrowser uid={uid} response={response} />}
    </Loaded>
  );
}
