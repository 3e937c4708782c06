import { dateTimeFormat } from '@grafana/data';
import { Loaded } from '../../shared/Loaded';
import { column, runQuery } from '../../shared/runQuery';
import { useRequest } from '../../shared/useRequest';
import { DataTable } from '../DataTable';
import { SubHeading } from '../SubHeading';
import type { MatchesProps } from './Matches';
import { reasonsOf } from './reasons';

const SHOWN = 10;

/** The newest matches, and which values made each of them one. */
export function LatestMatches({ uid, page, range, total }: MatchesProps & { total: number }) {
  const latest = useRequest(`${uid} ${page.id}`, () =>
    runQuery(uid, { queryType: 'detections', format: 'table', rules: { ids: [page.id] }, limit: SHOWN }, range)
  );
  return (
    <>
      <SubHeading>{total > SHOWN ? `Latest ${SHOWN} of ${total} matches` : 'Matches'}</SubHeading>
      <Loaded request={latest} what="latest matches">
        {({ frames: [frame] }) => {
          const text = (name: string) => column<string>(frame, name);
          const [names, sources, principals, addresses] = [
            text('eventName'),
            text('eventSource'),
            text('principal'),
            text('sourceIPAddress'),
          ];
          const [accounts, regions, matched] = [text('account'), text('region'), column<unknown>(frame, 'matched')];
          return (
            <DataTable
              label="Latest matches"
              columns={['Time', 'Event', 'Principal', 'Address', 'Where', 'Why it matched']}
              rows={column<number>(frame, 'time').map((time, row) => [
                <span key="time" style={{ whiteSpace: 'nowrap' }}>
                  {dateTimeFormat(time)}
                </span>,
                `${sources[row]} ${names[row]}`,
                principals[row],
                <span key="address" style={{ whiteSpace: 'nowrap' }}>
                  {addresses[row]}
                </span>,
                `${accounts[row]} ${regions[row]}`,
                reasonsOf(matched[row]).map((reason) => <div key={reason}>{reason}</div>),
              ])}
            />
          );
        }}
      </Loaded>
    </>
  );
}
