import type { CoverageResponse } from '../../contract/resources';
import { useRange } from '../rules/useRange';
import { AskFirst } from '../shared/AskFirst';
import { Dated } from '../shared/Dated';
import { getResource } from '../shared/dataSources';
import { Loaded } from '../shared/Loaded';
import type { QueryRange } from '../shared/runQuery';
import { TrailFields } from '../shared/TrailFields';
import { useRequest } from '../shared/useRequest';
import { EventCoverage } from './EventCoverage';
import { RangePicker } from '../shared/RangePicker';
import { useCoverageState } from './useCoverageState';

const MINUTE = 60_000;

/** Which events occur in the accounts, how often, and which rules look at them. */
export function EventTab({ uid }: { uid: string }) {
  const { state, change } = useCoverageState();
  const { range, attempt, refresh } = useRange(state);
  // Whole minutes, so that one question after the other is the same.
  const asked: QueryRange = {
    fromMs: Math.floor(range.from.valueOf() / MINUTE) * MINUTE,
    toMs: Math.ceil(range.to.valueOf() / MINUTE) * MINUTE,
  };
  return (
    <>
      <TrailFields uid={uid} />
      <p>What occurs is known only where all events of the time range are looked up.</p>
      <div style={{ marginBottom: 16 }}>
        <RangePicker range={range} onChange={change} />
      </div>
      <AskFirst
        key={`${uid} ${asked.fromMs} ${asked.toMs} ${attempt}`}
        uid={uid}
        queries={[{ queryType: 'coverage' }]}
        range={asked}
        what="events"
      >
        {() => <Found uid={uid} range={asked} onRefresh={refresh} />}
      </AskFirst>
    </>
  );
}

function Found({ uid, range, onRefresh }: { uid: string; range: QueryRange; onRefresh(): void }) {
  const request = useRequest('coverage', () =>
    getResource<CoverageResponse>(uid, 'coverage', { from: range.fromMs, to: range.toMs })
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
