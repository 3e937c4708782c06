import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Alert, LoadingPlaceholder, Stack } from '@grafana/ui';
import { AppPage } from '../components/shared/AppPage';
import { chosenDataSource } from '../components/shared/dataSources';
import { useRequest } from '../components/shared/useRequest';
import { fresh } from '../components/workbench/start/fresh';
import { loadStart, startOfEvent } from '../components/workbench/start/loadStart';
import { startParams, type Start } from '../components/workbench/start/start';
import { StartBar } from '../components/workbench/start/StartBar';
import { Workbench } from '../components/workbench/Workbench';

/**
 * Where a rule is written and trusted: `/workbench`, with `?rule=ID` a copy of that rule, with `&edit` the rule itself, with
 * `?event=ID` a rule from that event, with `?rule=ID&event=ID&suppress` a filter that leaves the event's principal alone.
 */
export function WorkbenchPage() {
  const [search] = useSearchParams();
  const uid = chosenDataSource(search.get('ds'))?.uid;
  const params = startParams(search);
  // Anew for another beginning: a text must not be kept under the key of another.
  return <Begun key={JSON.stringify([uid, params])} uid={uid} params={params} />;
}

function Begun({ uid, params }: { uid: string | undefined; params: ReturnType<typeof startParams> }) {
  const [written] = useState(fresh);
  const [pasted, setPasted] = useState<Start>();
  const request = useRequest(uid, (signal) => loadStart(uid ?? '', params, written, signal));
  const start = pasted ?? request.value;
  return (
    <AppPage pageNav={{ text: start?.title ?? 'Workbench' }} subTitle="Write a rule, see what it finds, and trust it">
      {(dataSource) => (
        <Stack direction="column" gap={2}>
          <StartBar uid={dataSource.uid} onPasted={(event) => setPasted(startOfEvent(event, written))} />
          {request.error !== undefined && !pasted && (
            <Alert severity="error" title="This cannot be begun with">
              {request.error}
            </Alert>
          )}
          {!start && request.error === undefined && <LoadingPlaceholder text="Loading…" />}
          {start && <Workbench key={start.key} uid={dataSource.uid} start={start} fresh={written} />}
        </Stack>
      )}
    </AppPage>
  );
}
