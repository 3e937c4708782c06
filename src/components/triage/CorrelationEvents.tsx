import { dateTimeFormat } from '@grafana/data';
import type { RulePage } from '../../contract/resources';
import { DataTable } from '../shared/table/DataTable';
import { SubHeading } from '../rule/SubHeading';
import { Loaded } from '../shared/Loaded';
import { Notices } from '../shared/Notices';
import { useRequest } from '../shared/useRequest';
import { Code } from './Code';
import type { WindowFound } from '../rule/account/windowFound';
import { windowEvents } from './correlationWindow';
import { DetectionPageLink } from '../shared/DetectionPageLink';
import { offsetText } from './around';
import type { EventRow } from './rows';

interface Props {
  readonly uid: string;
  readonly page: RulePage;
  readonly found: WindowFound;
  readonly event: EventRow;
}

/** Which events made a correlation's window. */
export function CorrelationEvents({ uid, page, found, event }: Props) {
  const request = useRequest(`${uid} ${page.id} ${event.eventId}`, (signal) =>
    windowEvents(uid, page, found, event.timeMs, signal)
  );
  return (
    <>
      <p>
        A window of <Code>{found.type}</Code> was completed by this event
        {found.value !== undefined && (
          <>
            {' '}
            with the value <Code>{found.value}</Code>
          </>
        )}
        {found.group.length > 0 && ', for '}
        {found.group.map(([field, value], index) => (
          <span key={field}>
            {index > 0 && ', '}
            <Code>{`${field} = ${value}`}</Code>
          </span>
        ))}
        .
      </p>
      <SubHeading>Events of the window</SubHeading>
      <Loaded request={request} what="events of the window">
        {({ rows, missing, notices }) => (
          <>
            <Notices texts={notices} />
            <DataTable
              label="Events of the window"
              columns={['Time', 'When', 'Event', 'Principal', 'Address', 'Let in by']}
              rows={rows.map((row) => [
                <span key="time" style={{ whiteSpace: 'nowrap' }}>
                  {dateTimeFormat(row.timeMs)}
                </span>,
                row.eventId === event.eventId ? 'this event' : offsetText(row.timeMs - event.timeMs),
                `${row.eventSource} ${row.eventName}`,
                row.principal,
                row.address,
                <DetectionPageLink key="rule" row={row} rule={row.ruleId}>
                  {row.rule}
                </DetectionPageLink>,
              ])}
            />
            {missing.length > 0 && (
              <p>
                {missing.length === 1 ? '1 more event' : `${missing.length} more events`} of the window could not be
                found again: {missing.slice(0, 20).join(', ')}
                {missing.length > 20 && ' …'}
              </p>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
