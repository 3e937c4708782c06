import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { AppPage } from '../components/shared/AppPage';
import { appHref, catalogueLink, type DetectionAddress } from '../components/shared/appLinks';
import { chosenDataSource } from '../components/shared/dataSources';
import { Loaded } from '../components/shared/Loaded';
import { Notices } from '../components/shared/Notices';
import { usePageParams } from '../components/shared/pageParams';
import { useRequest } from '../components/shared/useRequest';
import { addressOfUrl } from '../components/triage/addressOfUrl';
import { Detection } from '../components/triage/Detection';
import { findEvent, ruleOnEvent } from '../components/triage/findDetection';
import { NotFound } from '../components/triage/NotFound';

/** One detection, or one event: `/detections/:eventId`. */
export function TriagePage() {
  const { eventId = '' } = useParams();
  const [search] = useSearchParams();
  const dataSource = chosenDataSource(search.get('ds'));
  const address = addressOfUrl(eventId, search);
  // Anew for another event, rule or data source: the last one's page must not stand under the new one's address.
  return <Triage key={JSON.stringify([dataSource?.uid, address])} address={address} dataSource={dataSource} />;
}

interface Props {
  readonly address: DetectionAddress;
  readonly dataSource: DataSourceInstanceSettings | undefined;
}

function Triage({ address, dataSource }: Props) {
  const common = usePageParams();
  const [nowMs] = useState(() => Date.now());
  const uid = dataSource?.uid ?? '';
  const request = useRequest(dataSource && 'event', (signal) => findEvent(uid, address, nowMs, signal));
  const event = request.value?.event;
  const { rule } = address;
  const onEvent = useRequest(event && rule, async (signal) => ({
    found: event && rule !== undefined ? await ruleOnEvent(uid, rule, event, signal) : undefined,
  }));
  const parentItem = { text: 'Rules', url: appHref(catalogueLink({}, common)) };
  return (
    <AppPage
      pageNav={{ text: titleOf(onEvent.value?.found?.page.title ?? event?.eventName, rule), parentItem }}
      subTitle={event && `${event.eventSource} ${event.eventName} by ${event.principal}`}
    >
      {(chosen) => (
        <Loaded request={request} what="event">
          {(value) => (
            <>
              <Notices texts={value.notices} />
              {value.event ? (
                <Detection dataSource={chosen} event={value.event} rule={rule} onEvent={onEvent} />
              ) : (
                <NotFound address={address} nowMs={nowMs} dataSource={chosen.name} />
              )}
            </>
          )}
        </Loaded>
      )}
    </AppPage>
  );
}

function titleOf(title: string | undefined, rule: string | undefined): string {
  return title ?? (rule === undefined ? 'Event' : 'Detection');
}
