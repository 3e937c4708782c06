import { useState } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { RadioButtonGroup } from '@grafana/ui';
import type { SigtrailQueryModel } from '../../contract/query';
import type { SigtrailJsonData } from '../../contract/settings';
import { DataTable } from '../shared/table/DataTable';
import { Section } from '../rule/Section';
import { SubHeading } from '../rule/SubHeading';
import { AskFirst } from '../shared/AskFirst';
import { Loaded } from '../shared/Loaded';
import { Notices } from '../shared/Notices';
import { runQuery, type QueryRange } from '../shared/runQuery';
import { useRequest } from '../shared/useRequest';
import type { Actor } from './actors';
import { rangeAround } from './around';
import { DetectionPageLink } from '../shared/DetectionPageLink';
import { detectionRows, type EventRow } from './rows';
import { Severity } from './TimelineTable';

interface Props {
  readonly uid: string;
  readonly event: EventRow;
  readonly rule?: { readonly id: string; readonly title: string };
  /** The event's principal, or the session of it. */
  readonly actor?: Actor;
  readonly severityLabels?: SigtrailJsonData['severityLabels'];
}

const DAY = 86_400_000;
const SPANS = [
  { value: 'day', label: '1 day', ms: DAY },
  { value: 'week', label: '7 days', ms: 7 * DAY },
] as const;
const SHOWN = 50;

/** What else rules reported of the principal, and what else the rule reported. */
export function OtherDetections({ uid, event, rule, actor, severityLabels }: Props) {
  const [span, setSpan] = useState<(typeof SPANS)[number]['value']>('day');
  const [nowMs] = useState(() => Date.now());
  const range = rangeAround(event.timeMs, (SPANS.find(({ value }) => value === span) ?? SPANS[0]).ms, nowMs);
  const query: SigtrailQueryModel = { queryType: 'detections', format: 'table', limit: SHOWN };
  const lists = [
    ...(actor ? [{ title: `Of the same ${actor.label.toLowerCase()}`, query: { ...query, ...actor.query } }] : []),
    ...(rule ? [{ title: 'Of the same rule', query: { ...query, rules: { ids: [rule.id] } } }] : []),
  ];
  return (
    <Section
      title="Other detections"
      help="What else rules reported of the same principal, and what else this rule reported, so long before and after the event."
      actions={
        <RadioButtonGroup
          aria-label="How long before and after"
          size="sm"
          options={SPANS.map(({ value, label }) => ({ value, label }))}
          value={span}
          onChange={setSpan}
        />
      }
    >
      {lists.map((list) => (
        <div key={`${list.title} ${span}`}>
          <SubHeading>{list.title}</SubHeading>
          <AskFirst uid={uid} queries={[list.query]} range={range} what="other detections">
            {() => (
              <List
                uid={uid}
                {...list}
                range={range}
                own={event.eventId}
                rule={rule?.id}
                severityLabels={severityLabels}
              />
            )}
          </AskFirst>
        </div>
      ))}
    </Section>
  );
}

interface ListProps extends Pick<Props, 'uid' | 'severityLabels'> {
  readonly title: string;
  readonly query: SigtrailQueryModel;
  readonly range: QueryRange;
  readonly own: string;
  readonly rule?: string;
}

function List({ uid, title, query, range, own, rule, severityLabels }: ListProps) {
  const request = useRequest('detections', (signal) => runQuery(uid, query, range, signal));
  return (
    <Loaded request={request} what="other detections">
      {({ frames: [frame], notices }) => {
        const rows = detectionRows(frame).filter(({ eventId, ruleId }) => eventId !== own || ruleId !== rule);
        return (
          <>
            <Notices texts={notices} />
            {rows.length === 0 ? (
              <p>None in this time.</p>
            ) : (
              <DataTable
                label={title}
                columns={['Time', 'Severity', 'Rule', 'Event', 'Principal', 'Address']}
                rows={rows.map((row) => [
                  <span key="time" style={{ whiteSpace: 'nowrap' }}>
                    {dateTimeFormat(row.timeMs)}
                  </span>,
                  <Severity key="severity" severity={row.severity} severityLabels={severityLabels} />,
                  <DetectionPageLink key="rule" row={row} rule={row.ruleId}>
                    {row.rule}
                  </DetectionPageLink>,
                  row.eventName,
                  row.principal,
                  row.address,
                ])}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
