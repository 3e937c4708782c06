import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button, Tab, TabContent, TabsBar } from '@grafana/ui';
import { AttackMatrix } from '../components/coverage/AttackMatrix';
import { EventCoverage } from '../components/coverage/EventCoverage';
import { AppPage } from '../components/shared/AppPage';
import { getResource } from '../components/shared/dataSources';
import { Loaded } from '../components/shared/Loaded';
import { saveFile } from '../components/shared/saveFile';
import { useRequest } from '../components/shared/useRequest';
import type { RulesResponse } from '../contract/resources';

const TABS = [
  { key: 'attack', label: 'ATT&CK' },
  { key: 'events', label: 'Events' },
] as const;

/** What the rules cover: techniques of ATT&CK, and the events that occur. */
export function CoveragePage() {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find(({ key }) => key === search.get('tab'))?.key ?? 'attack';
  return (
    <AppPage pageNav={{ text: 'Coverage' }} subTitle="What the rules look at, and what nobody looks at">
      {({ uid }) => (
        <>
          <TabsBar>
            {TABS.map(({ key, label }) => (
              <Tab
                key={key}
                label={label}
                active={key === tab}
                onChangeTab={() =>
                  setSearch((before) => {
                    before.set('tab', key);
                    return before;
                  })
                }
              />
            ))}
          </TabsBar>
          <TabContent style={{ marginTop: 16 }}>
            {tab === 'attack' ? <Attack uid={uid} ds={search.get('ds')} /> : <EventCoverage uid={uid} />}
          </TabContent>
        </>
      )}
    </AppPage>
  );
}

function Attack({ uid, ds }: { uid: string; ds: string | null }) {
  const request = useRequest(uid, () => getResource<RulesResponse>(uid, 'rules'));
  const [failed, setFailed] = useState(false);
  const download = async () => {
    try {
      const layer = await getResource<unknown>(uid, 'attack-layer');
      saveFile('sigtrail-attack-layer.json', JSON.stringify(layer, null, 2), 'application/json');
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <p>
        <Button icon="download-alt" variant="secondary" size="sm" onClick={() => void download()}>
          ATT&CK Navigator layer
        </Button>
        {failed && <span role="alert"> The layer could not be loaded. Try again.</span>}
      </p>
      <Loaded request={request} what="rules">
        {({ rules }) => <AttackMatrix rules={rules} ds={ds} />}
      </Loaded>
    </>
  );
}
