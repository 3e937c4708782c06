import { useState } from 'react';
import { Alert, Button } from '@grafana/ui';
import type { RulePage } from '../../../contract/resources';
import { Loaded } from '../../shared/Loaded';
import { column, runQuery, type QueryRange } from '../../shared/runQuery';
import { TimeBars } from '../../shared/TimeBars';
import { useRequest } from '../../shared/useRequest';
import { SubHeading } from '../SubHeading';
import { LatestMatches } from './LatestMatches';
import { NearMisses } from './NearMisses';

/** Requests that are made without being asked for: as many as a few seconds allow. */
const FREE_REQUESTS = 20;

export interface MatchesProps {
  readonly uid: string;
  readonly page: RulePage;
  readonly range: QueryRange;
}

/** Matches over time and the latest of them; where that takes many requests, only when it is asked for. */
export function Matches({ requests, ...props }: MatchesProps & { requests: number }) {
  const [wanted, setWanted] = useState(requests <= FREE_REQUESTS);
  if (!wanted) {
    return (
      <Button variant="secondary" icon="search" onClick={() => setWanted(true)}>
        {`Look for matches (about ${requests} requests)`}
      </Button>
    );
  }
  return <Found {...props} />;
}

function Found({ uid, page, range }: MatchesProps) {
  const counts = useRequest(`${uid} ${page.id}`, () =>
    runQuery(uid, { queryType: 'counts', format: 'timeseries', rules: { ids: [page.id] } }, range)
  );
  return (
    <Loaded request={counts} what="matches">
      {({ frames: [frame], notices }) => {
        const found = column<number>(frame, 'count');
        const total = found.reduce((sum, count) => sum + count, 0);
        return (
          <>
            <Notices texts={notices} />
            <SubHeading>Matches over time</SubHeading>
            <p role="status">
              {total === 0 ? 'No match in this range.' : total === 1 ? '1 match' : `${total} matches`}
            </p>
            {found.length > 0 && <TimeBars times={column<number>(frame, 'time')} counts={found} what="Matches" />}
            {total > 0 && <LatestMatches uid={uid} page={page} range={range} total={total} />}
            {page.kind === 'rule' && <NearMisses uid={uid} page={page} range={range} />}
          </>
        );
      }}
    </Loaded>
  );
}

export function Notices({ texts }: { texts: readonly string[] }) {
  return (
    <>
      {texts.map((text) => (
        <Alert key={text} severity="info" title="This may not be all">
          {text}
        </Alert>
      ))}
    </>
  );
}
