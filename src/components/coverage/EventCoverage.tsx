import { useState } from 'react';
import { Alert, FilterInput, Pagination, Text } from '@grafana/ui';
import type { CoverageResponse } from '../../contract/resources';
import { DataTable } from '../rule/DataTable';
import { getResource } from '../shared/dataSources';
import { Loaded } from '../shared/Loaded';
import { useRequest } from '../shared/useRequest';

const DAY_MS = 86_400_000;
const PAGE = 50;

/** Which events occurred in the last day, how often, and which rules look at them. */
export function EventCoverage({ uid }: { uid: string }) {
  const request = useRequest(uid, () => {
    const to = Date.now();
    return getResource<CoverageResponse>(uid, 'coverage', { from: to - DAY_MS, to });
  });
  return (
    <Loaded request={request} what="event coverage of the last 24 hours">
      {(response) => <Rows response={response} />}
    </Loaded>
  );
}

function Rows({ response: { coverage, notices } }: { response: CoverageResponse }) {
  const [text, setText] = useState('');
  const [page, setPage] = useState(1);
  const fitting = coverage.filter(({ eventSource, eventName }) =>
    `${eventSource} ${eventName}`.toLowerCase().includes(text.toLowerCase())
  );
  const pages = Math.ceil(fitting.length / PAGE);
  const blind = coverage.filter(({ seen, rules }) => seen > 0 && rules === 0).length;
  return (
    <>
      {notices.map((notice) => (
        <Alert key={notice.text} severity={notice.severity} title={notice.text} />
      ))}
      <p>
        <Text color="secondary">
          {`${coverage.filter(({ seen }) => seen > 0).length} kinds of events were seen; no rule looks at ${blind} of them.`}
        </Text>
      </p>
      <FilterInput
        aria-label="Search events"
        placeholder="Search event sources and names"
        value={text}
        onChange={(value) => {
          setText(value);
          setPage(1);
        }}
        escapeRegex={false}
      />
      <DataTable
        label="Event coverage"
        columns={['Event source', 'Event name', 'Category', 'Access', 'Seen', 'Rules', 'Matches', 'LookupEvents']}
        rows={fitting
          .slice((page - 1) * PAGE, page * PAGE)
          .map(({ eventSource, eventName, category, readOnly, seen, rules, matches, visible }) => [
            eventSource,
            eventName,
            category,
            readOnly === undefined ? '' : readOnly ? 'read' : 'write',
            seen,
            rules,
            matches,
            visible ? 'visible' : 'not visible',
          ])}
      />
      {pages > 1 && <Pagination currentPage={page} numberOfPages={pages} onNavigate={setPage} />}
    </>
  );
}
