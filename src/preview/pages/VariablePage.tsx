import { useState } from 'react';
import { lastValueFrom } from 'rxjs';
import {
  CoreApp,
  CustomVariableSupport,
  DataSourcePluginContextProvider,
  dateTime,
  getDefaultTimeRange,
  type MetricFindValue,
  type TimeRange,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { Alert, LoadingPlaceholder, Stack, Text, TimeRangeInput } from '@grafana/ui';
import { PluginPage } from '../shell/PluginPage';
import type { Host } from '../start';
import { useOnce } from '../useOnce';

/** About what a dashboard's settings show of a variable of type "query": its editor and a preview of its values. */
export function VariablePage({ dataSources }: Host) {
  const api = dataSources.current;
  const [query, setQuery] = useState<DataQuery>({ refId: 'variable', datasource: api.getRef() });
  const [range, setRange] = useState<TimeRange>(getDefaultTimeRange);
  const support = api.variables;
  if (!(support instanceof CustomVariableSupport)) {
    throw new Error('The data source has no editor of variables.');
  }
  const Editor = support.editor;
  return (
    <PluginPage
      pageNav={{ text: 'Variable' }}
      subTitle={dataSources.currentSettings.name}
      actions={<TimeRangeInput value={range} onChange={setRange} />}
    >
      <Stack direction="column" gap={2}>
        <DataSourcePluginContextProvider instanceSettings={dataSources.currentSettings}>
          <Editor datasource={api} query={query} onChange={setQuery} onRunQuery={() => undefined} range={range} />
        </DataSourcePluginContextProvider>
        <Values
          key={JSON.stringify([query, range.raw])}
          ask={async () => {
            const { data } = await lastValueFrom(
              support.query({
                app: CoreApp.Dashboard,
                requestId: 'preview-variable',
                timezone: 'browser',
                targets: [query],
                range,
                interval: '1m',
                intervalMs: 60_000,
                scopedVars: {},
                startTime: dateTime().valueOf(),
              })
            );
            return data as MetricFindValue[];
          }}
        />
      </Stack>
    </PluginPage>
  );
}

function Values({ ask }: { readonly ask: () => Promise<MetricFindValue[]> }) {
  const { value: values, error } = useOnce(ask);
  if (error !== undefined) {
    return <Alert severity="error" title={error instanceof Error ? error.message : String(error)} />;
  }
  return (
    <section aria-label="Values">
      {!values && <LoadingPlaceholder text="Loading…" />}
      {values?.length === 0 && <Text>No values.</Text>}
      <ul>
        {values?.map(({ text, value }) => (
          <li key={value ?? text} data-value={value}>
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
