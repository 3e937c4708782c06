import { useState } from 'react';
import { DataSourcePluginContextProvider, type DataSourceSettings } from '@grafana/data';
import { Alert, Button, LoadingPlaceholder, Stack, type AlertVariant } from '@grafana/ui';
import { PREVIEW_UID, type ShownDataSource } from '../bootData';
import { backendSrv } from '../services/backendSrv';
import { instanceSettings } from '../services/dataSources';
import { PluginPage } from '../shell/PluginPage';
import type { Host } from '../start';
import { useOnce } from '../useOnce';

type Settings = DataSourceSettings & ShownDataSource;
interface Said {
  readonly severity: AlertVariant;
  readonly title: string;
}

const ADDRESS = `/api/datasources/uid/${PREVIEW_UID}`;

/** Grafana's page of a data source: the plugin's editor, and “Save & test”. */
export function ConfigPage(host: Host) {
  const loaded = useOnce(() => backendSrv.get<Settings>(ADDRESS));
  return (
    <PluginPage pageNav={{ text: loaded.value?.name ?? 'Data source' }} subTitle="Settings of the data source">
      {!loaded.value && loaded.error === undefined && <LoadingPlaceholder text="Loading…" />}
      {loaded.error !== undefined && <Alert title="The settings could not be read." severity="error" />}
      {loaded.value && <Editor {...host} initial={loaded.value} />}
    </PluginPage>
  );
}

function Editor({ dataSource, dataSources, dataSourceMeta, initial }: Host & { readonly initial: Settings }) {
  const [options, setOptions] = useState<DataSourceSettings>(initial);
  const [said, setSaid] = useState<Said>();
  const [busy, setBusy] = useState(false);
  const ConfigEditor = dataSource.components.ConfigEditor;
  const save = async () => {
    setBusy(true);
    setSaid(undefined);
    try {
      const { datasource } = await backendSrv.put<{ datasource: Settings }>(ADDRESS, options);
      dataSources.save(instanceSettings(datasource, dataSourceMeta));
      setOptions({ ...datasource, secureJsonData: {} });
      setSaid(await test(dataSources.current));
    } catch (error) {
      setSaid({ severity: 'error', title: sentenceOf(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack direction="column" gap={2}>
      {ConfigEditor && (
        <DataSourcePluginContextProvider instanceSettings={dataSources.currentSettings}>
          <ConfigEditor options={options} onOptionsChange={setOptions} />
        </DataSourcePluginContextProvider>
      )}
      {said && <Alert {...said} />}
      <div>
        <Button onClick={save} disabled={busy}>
          {busy ? 'Testing…' : 'Save & test'}
        </Button>
      </div>
    </Stack>
  );
}

async function test(dataSource: Host['dataSources']['current']): Promise<Said> {
  const { status, message } = (await dataSource.testDatasource()) as { status: string; message: string };
  return { severity: status.toLowerCase() === 'success' || status === 'OK' ? 'success' : 'error', title: message };
}

function sentenceOf(error: unknown): string {
  const { data, message } = error as { data?: { message?: string }; message?: string };
  return data?.message ?? message ?? String(error);
}
