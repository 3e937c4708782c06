import { useMemo, useState } from 'react';
import { Alert, Stack } from '@grafana/ui';
import { locationUtil, type DataSourceInstanceSettings } from '@grafana/data';
import type { SigtrailJsonData } from '../../contract/settings';
import { APP_ID } from '../../contract/ids';
import { addressParams } from '../shared/appLinks';
import { Loaded } from '../shared/Loaded';
import { Notices } from '../shared/Notices';
import { RuleLink } from '../shared/RuleLink';
import type { Request } from '../shared/useRequest';
import { actorsOf } from './actors';
import { consoleUrl } from './consoleUrl';
import { EventFacts } from './EventFacts';
import type { RuleOnEvent } from './findDetection';
import { OtherDetections } from './OtherDetections';
import { RecordSection } from './RecordSection';
import type { DetectionRow, EventRow } from './rows';
import { ticketText } from './ticket';
import { TimelineSection } from './TimelineSection';
import { Severity } from './TimelineTable';
import { TriageActions } from './TriageActions';
import { WhatToDo } from './WhatToDo';
import { WhySection } from './WhySection';

interface Props {
  readonly dataSource: DataSourceInstanceSettings;
  readonly event: EventRow;
  /** Id of the rule that the link names. */
  readonly rule?: string;
  /** What that rule says of the event; a value without `page` where the catalogue has it no more. */
  readonly onEvent: Request<{ readonly found?: RuleOnEvent }>;
}

/** An event, and what a rule says of it: section by section, from what it is to what to do. */
export function Detection({ dataSource, event, rule, onEvent }: Props) {
  const { uid } = dataSource;
  const { severityLabels } = dataSource.jsonData as SigtrailJsonData;
  const [nowMs] = useState(() => Date.now());
  const [around, setAround] = useState<readonly DetectionRow[]>([]);
  const actors = useMemo(() => actorsOf(event), [event]);
  const found = onEvent.value?.found;
  const page = found?.page;
  const who = actors.find(({ key }) => key === 'session') ?? actors.find(({ key }) => key === 'principal');
  const ticket = () =>
    ticketText({
      event,
      page,
      detection: found?.detection,
      around: around.filter(({ eventId, ruleId }) => eventId !== event.eventId || ruleId !== rule),
      links: [
        ['This detection', ownUrl(event, rule, uid)],
        ['AWS console', consoleUrl(event)],
      ],
    });
  return (
    <>
      <Stack direction="column" gap={2}>
        {page && (
          <Stack gap={1} alignItems="center" wrap="wrap">
            <Severity
              severity={found.detection?.severity ?? severityLabels?.[page.level] ?? page.level}
              severityLabels={severityLabels}
            />
            <RuleLink id={page.id} title={page.title} />
          </Stack>
        )}
        <TriageActions dataSource={dataSource} event={event} page={page} actor={who} nowMs={nowMs} getTicket={ticket} />
        <EventFacts event={event} />
      </Stack>
      {rule !== undefined && (
        <Loaded request={onEvent} what="rule">
          {(value) =>
            value.found ? (
              <>
                <Notices texts={value.found.notices} />
                <WhySection uid={uid} event={event} found={value.found} />
                <WhatToDo page={value.found.page} />
              </>
            ) : (
              <Alert severity="warning" title="The catalogue has this rule no more">
                {`No rule with the id ${rule} is loaded: it was removed or renamed since it reported the event, or it is a rule of a query. Everything else about the event is below.`}
              </Alert>
            )
          }
        </Loaded>
      )}
      <TimelineSection
        uid={uid}
        event={event}
        actors={actors}
        rule={rule}
        severityLabels={severityLabels}
        onDetections={setAround}
      />
      <OtherDetections
        uid={uid}
        event={event}
        rule={page && { id: page.id, title: page.title }}
        actor={who}
        severityLabels={severityLabels}
      />
      <RecordSection record={event.record} />
    </>
  );
}

/** The page's address, as others can open it. */
function ownUrl(event: EventRow, rule: string | undefined, uid: string): string {
  const search = addressParams({ ...event, rule });
  search.set('ds', uid);
  const path = `/a/${APP_ID}/detections/${encodeURIComponent(event.eventId)}?${search.toString()}`;
  return new URL(locationUtil.assureBaseUrl(path), window.location.origin).href;
}
