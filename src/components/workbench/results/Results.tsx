import { useState, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Tab, TabContent, TabsBar, useStyles2 } from '@grafana/ui';
import type { EventTest } from '../../../catalogue/authoring';
import type { FoundEvent } from '../../rule/account/detections';
import { RangeChoice } from '../../shared/range/RangeChoice';
import { useRangeOfUrl } from '../../shared/range/useRange';
import { chosenEvent, type ChosenEvent } from '../event/chosenEvent';
import { Freshness } from '../Freshness';
import type { Original } from '../start/start';
import type { Checked, Runnable } from '../useChecked';
import { ChangesTab } from './ChangesTab';
import { EventActions } from './EventActions';
import { ExplainTab } from './ExplainTab';
import { MatchesTab } from './MatchesTab';
import { RuleTab } from './RuleTab';
import { withTest } from './tests';
import { TestsTab } from './TestsTab';

interface Props {
  readonly uid: string;
  readonly text: string;
  readonly checked: Checked;
  readonly original: Original | undefined;
  readonly context: string | undefined;
  readonly event: ChosenEvent | undefined;
  readonly tests: readonly EventTest[];
  onEvent(event: ChosenEvent): void;
  onTests(tests: readonly EventTest[]): void;
}

const TABS = ['Matches', 'Changes', 'Explain', 'Rule', 'Tests'] as const;
type TabName = (typeof TABS)[number];

/** What becomes of the text: each tab asks when it is shown, and again at each pause of typing. */
export function Results(props: Props) {
  const { checked, text, original, event, tests } = props;
  const styles = useStyles2(getStyles);
  const [tab, setTab] = useState<TabName>(event ? 'Explain' : 'Matches');
  const shown = TABS.filter((name) => name !== 'Changes' || original !== undefined);
  return (
    <>
      <h2 className={styles.heading}>Results</h2>
      <Freshness checked={checked} text={text} />
      <TabsBar className={styles.tabs}>
        {shown.map((name) => (
          <Tab
            key={name}
            label={name}
            active={tab === name}
            counter={name === 'Tests' && tests.length > 0 ? tests.length : undefined}
            onChangeTab={() => setTab(name)}
          />
        ))}
      </TabsBar>
      <TabContent className={styles.content}>
        {checked.error !== undefined && (
          <Alert severity="error" title="The text could not be checked">
            <p>{checked.error}</p>
            <Button size="sm" variant="secondary" onClick={checked.retry}>
              Try again
            </Button>
          </Alert>
        )}
        {checked.runnable ? (
          <Content {...props} tab={tab} runnable={checked.runnable} onTab={setTab} />
        ) : (
          !checked.pending && <p>Results come once the text is a rule without errors.</p>
        )}
      </TabContent>
    </>
  );
}

function Content(props: Props & { tab: TabName; runnable: Runnable; onTab: (tab: TabName) => void }) {
  const { tab, uid, runnable, text, original, context, event, tests, onEvent, onTests, onTab } = props;
  const { range, look, choose, refresh } = useRangeOfUrl();
  const { kind, level } = runnable.page;
  const addTest = (chosen: ChosenEvent, match: boolean) =>
    onTests(withTest(tests, chosen, match, match ? level : undefined));
  const actionsFor = (found: FoundEvent): ReactNode => (
    <EventActions
      event={found}
      onExplain={() => {
        onEvent(chosenEvent(found.record));
        onTab('Explain');
      }}
      {...(kind === 'rule' ? { onTest: (match: boolean) => addTest(chosenEvent(found.record), match) } : {})}
    />
  );
  const ranged = tab === 'Matches' || (tab === 'Changes' && original !== undefined);
  return (
    <>
      {ranged && <RangeChoice range={range} refreshLabel="Refresh matches" onChoose={choose} onRefresh={refresh} />}
      {tab === 'Matches' && <MatchesTab uid={uid} runnable={runnable} look={look} actionsFor={actionsFor} />}
      {tab === 'Changes' && original && (
        <ChangesTab
          uid={uid}
          runnable={runnable}
          text={text}
          original={original}
          context={context}
          look={look}
          actionsFor={actionsFor}
        />
      )}
      {tab === 'Explain' && (
        <ExplainTab uid={uid} runnable={runnable} event={event} onEvent={onEvent} onTest={addTest} />
      )}
      {tab === 'Rule' && <RuleTab runnable={runnable} />}
      {tab === 'Tests' && <TestsTab uid={uid} runnable={runnable} tests={tests} onChange={onTests} />}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The page's outline for those who hear it; to the eye the tabs say enough.
  heading: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
  // On a narrow screen the tabs are scrolled.
  tabs: css({ overflowX: 'auto', overflowY: 'hidden' }),
  content: css({ paddingTop: theme.spacing(2), background: 'none' }),
});
