import { Tab, TabContent, TabsBar } from '@grafana/ui';
import { AttackTab } from '../components/coverage/AttackTab';
import { TABS } from '../components/coverage/coverageUrl';
import { EventTab } from '../components/coverage/EventTab';
import { useCoverageState } from '../components/coverage/useCoverageState';
import { AppPage } from '../components/shared/AppPage';

const LABELS = { attack: 'ATT&CK', events: 'Events' } as const;

/** What the rules cover: techniques of ATT&CK, and the events that occur. */
export function CoveragePage() {
  const { state, change } = useCoverageState();
  return (
    <AppPage pageNav={{ text: 'Coverage' }} subTitle="What the rules look at, and what nobody looks at">
      {({ uid }) => (
        <>
          <TabsBar>
            {TABS.map((tab) => (
              <Tab key={tab} label={LABELS[tab]} active={tab === state.tab} onChangeTab={() => change({ tab })} />
            ))}
          </TabsBar>
          <TabContent style={{ marginTop: 16 }}>
            {state.tab === 'attack' ? <AttackTab key={uid} uid={uid} /> : <EventTab key={uid} uid={uid} />}
          </TabContent>
        </>
      )}
    </AppPage>
  );
}
