import { useState } from 'react';
import { RadioButtonGroup, Stack, Text } from '@grafana/ui';
import type { EstimateResponse, RulePage } from '../../../contract/resources';
import { postResource } from '../../shared/dataSources';
import { Loaded } from '../../shared/Loaded';
import { useRequest } from '../../shared/useRequest';
import { Section } from '../Section';
import { Cost } from './Cost';
import { Matches } from './Matches';
import { rangeEndingAt, RANGES, type RangeKey } from './ranges';

interface Props {
  readonly uid: string;
  readonly page: RulePage;
}

/** What the rule finds in the data source's accounts, what it nearly finds, and what looking takes. */
export function AccountSection({ uid, page }: Props) {
  const isVisible = page.eventCoverage.some(({ visible }) => visible);
  return (
    <Section
      title="In your accounts"
      help="What the rule matched in the accounts of the data source, why, what was nearly a match, and how many requests to CloudTrail it takes to know."
    >
      {isVisible ? (
        <Ranged uid={uid} page={page} />
      ) : (
        <p>LookupEvents returns none of the events that the rule needs, so there is nothing to look at here.</p>
      )}
    </Section>
  );
}

function Ranged({ uid, page }: Props) {
  const [key, setKey] = useState<RangeKey>('24h');
  const [range, setRange] = useState(() => rangeEndingAt('24h', Date.now()));
  const choose = (next: RangeKey) => {
    setKey(next);
    setRange(rangeEndingAt(next, Date.now()));
  };
  return (
    <>
      <Stack gap={1} alignItems="center" wrap="wrap">
        <Text color="secondary" id="sigtrail-account-range">
          Last
        </Text>
        <RadioButtonGroup
          aria-labelledby="sigtrail-account-range"
          options={RANGES.map(({ value, label }) => ({ value, label }))}
          value={key}
          onChange={choose}
        />
      </Stack>
      {/* Anew for another range: the last one's answers must not stand under the new one's name. */}
      <Estimated key={`${range.fromMs} ${range.toMs}`} uid={uid} page={page} range={range} />
    </>
  );
}

function Estimated({ uid, page, range }: Props & { range: ReturnType<typeof rangeEndingAt> }) {
  const estimate = useRequest(`${uid} ${page.id}`, () =>
    postResource<EstimateResponse>(uid, 'estimate', {
      query: { queryType: 'counts', format: 'timeseries', rules: { ids: [page.id] } },
      from: range.fromMs,
      to: range.toMs,
    })
  );
  return (
    <Loaded request={estimate} what="estimate">
      {(value) => (
        <>
          <Cost estimate={value} />
          <Matches uid={uid} page={page} range={range} requests={value.firstRequests} />
        </>
      )}
    </Loaded>
  );
}
