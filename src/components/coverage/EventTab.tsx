import type { CoverageResponse } from '../../contract/resources';
import { AskFirst } from '../shared/AskFirst';
import { Dated } from '../shared/Dated';
import { getResource } from '../shared/dataSources';
import { Loaded } from '../shared/Loaded';
import type { Look } from '../shared/range/look';
import { RangePicker } from '../shared/range/RangePicker';
import { useRange } from '../shared/range/useRange';
import { TrailFields } from '../shared/TrailFields';
import { useRequest } from '../shared/useRequest';
import { EventCoverage } from './EventCoverage';
import { useCoverageState } from './useCoverageState';

/** Which events occur in the accounts, how often, and which rules look at them. */
export function EventTab({ uid }: { uid: string }) {
  const { state, change } = useCoverageState();
  const { range, look, refresh } = useRange(state);
  return (
    <>
      <TrailFields uid={uid} />
      <p>What occurs is known only where all events of the time range are looked up.</p>
      <div style={{ marginBottom: 16 }}>
        <RangePicker range={range} onChange={change} />
      </div>
      <AskFirst
        key={`${uid} ${look.choice}`}
        uid={uid}
        queries={[{ queryType: 'coverage' }]}
        range={look}
        what="events"
      >
        {() => <Found uid={uid} look={look} onRefresh={refresh} />}
      </AskFirst>
    </>
  );
}

function Found({ uid, look, onRefresh }: { uid: string; look: Look; onRefresh(): void }) {
  const request = useRequest(`${look.attempt}`, () =>
    getResource<CoverageResponse>(uid, 'coverage', { from: look.fromMs, to: look.toMs })
  );
  return (
    <Loaded request={request} what="event coverage">
      {(response) => (
        <Dated stale={request.stale}>
          <EventCoverage uid={uid} response={response} onRefresh={onRefresh} />
        </Dated>
      )}
    </Loaded>
  );
}
