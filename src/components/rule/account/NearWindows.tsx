import { dateTimeFormat } from '@grafana/data';
import type { NearWindowsResponse } from '../../../contract/resources';
import { Dated } from '../../shared/Dated';
import { postResource } from '../../shared/dataSources';
import { DetectionPageLink } from '../../shared/DetectionPageLink';
import { Loaded } from '../../shared/Loaded';
import { keyOf } from '../../shared/ruleRef';
import { DataTable } from '../../shared/table/DataTable';
import { useRequest } from '../../shared/useRequest';
import { SubHeading } from '../SubHeading';
import type { MatchesProps } from './Matches';

type NearWindow = NearWindowsResponse['windows'][number];

/** Groups of events that came near to a correlation's condition: what a lower threshold or a longer timespan would report. */
export function NearWindows({ uid, rule, look: { fromMs, toMs } }: MatchesProps) {
  const near = useRequest(`${uid} ${keyOf(rule)}`, (signal) =>
    postResource<NearWindowsResponse>(uid, 'near-windows', { ...rule, from: fromMs, to: toMs }, signal)
  );
  return (
    <>
      <SubHeading>Near misses</SubHeading>
      <Loaded request={near} what="near misses">
        {({ counted, windows }) => (
          <Dated stale={near.stale}>
            <p role="status">
              {windows.length === 0
                ? 'No other group of events came near to the condition in this range.'
                : 'Groups of events that came nearest to the condition without meeting it.'}
            </p>
            {windows.length > 0 && (
              <DataTable
                label="Near misses"
                columns={['Group', `Nearest (${counted})`, 'Still to match', 'Window']}
                rows={windows.map((window) => [
                  <Group key="group" group={window.group} />,
                  `${number(window.have)} of ${number(window.need)}`,
                  window.missing.join(', '),
                  <Window key="window" window={window} />,
                ])}
              />
            )}
          </Dated>
        )}
      </Loaded>
    </>
  );
}

function Group({ group }: Pick<NearWindow, 'group'>) {
  const fields = Object.entries(group);
  return fields.length === 0 ? (
    <>all events</>
  ) : (
    <>
      {fields.map(([field, value]) => (
        <div key={field}>{value === null ? `no ${field}` : `${field} ${value}`}</div>
      ))}
    </>
  );
}

/** When the window's events were; the last of them leads to its page, with what happened around it. */
function Window({ window: { from, to, eventIds } }: { window: NearWindow }) {
  const last = eventIds.at(-1);
  const text = dateTimeFormat(to);
  return (
    <>
      {from < to && `${dateTimeFormat(from)} to `}
      {last === undefined ? text : <DetectionPageLink row={{ eventId: last, timeMs: to }}>{text}</DetectionPageLink>}
    </>
  );
}

function number(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: 2 });
}
