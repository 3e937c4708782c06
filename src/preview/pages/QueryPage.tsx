import { useEffect, useRef, useState } from 'react';
import { lastValueFrom } from 'rxjs';
import { useLocation } from 'react-router-dom';
import {
  CoreApp,
  DataSourcePluginContextProvider,
  dateTime,
  getDefaultTimeRange,
  LoadingState,
  rangeUtil,
  type DataQueryResponse,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { Alert, Stack, TimeRangeInput } from '@grafana/ui';
import { PluginPage } from '../shell/PluginPage';
import type { Host } from '../start';
import { queryFromUrl } from './exploreUrl';
import { Results } from './Results';

/** About what Explore is: one query, its editor and what it answers. */
export function QueryPage({ dataSources, dataSource }: Host) {
  const { search } = useLocation();
  const api = dataSources.current;
  const [start] = useState(() => queryFromUrl(search));
  const [query, setQuery] = useState<DataQuery>(() => ({
    ...api.getDefaultQuery?.(CoreApp.Explore),
    ...start.query,
    refId: 'A',
    datasource: api.getRef(),
  }));
  const [range, setRange] = useState<TimeRange>(() =>
    start.range ? rangeUtil.convertRawToRange(start.range) : getDefaultTimeRange()
  );
  const [data, setData] = useState<PanelData>();
  // What is run is what was last edited, also when an editor changes and runs in one go.
  const latest = useRef(query);
  const change = (changed: DataQuery) => {
    latest.current = changed;
    setQuery(changed);
  };
  // As Grafana does: an answer that a later run has overtaken is nobody's.
  const runs = useRef(0);
  const run = async () => {
    const mine = ++runs.current;
    const show = (shown: PanelData) => mine === runs.current && setData(shown);
    const timeRange = rangeUtil.convertRawToRange(range.raw);
    setData({ state: LoadingState.Loading, series: [], timeRange });
    try {
      const answer = await lastValueFrom(askFor(api, latest.current, timeRange));
      show(panelData(answer, timeRange));
    } catch (error) {
      show({ state: LoadingState.Error, series: [], timeRange, errors: [{ message: String(error) }] });
    }
  };
  useEffect(() => {
    if (start.query) {
      // eslint-disable-next-line react-hooks/set-state-in-effect -- It says “loading” at once.
      void run();
    }
    // Once, for the query that a link brought.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const QueryEditor = dataSource.components.QueryEditor;
  return (
    <PluginPage
      pageNav={{ text: 'Query' }}
      subTitle={dataSources.currentSettings.name}
      actions={<TimeRangeInput value={range} onChange={setRange} />}
    >
      <Stack direction="column" gap={2}>
        {QueryEditor && (
          <DataSourcePluginContextProvider instanceSettings={dataSources.currentSettings}>
            <QueryEditor
              datasource={api}
              query={query}
              onChange={change}
              onRunQuery={() => void run()}
              data={data}
              range={range}
              app={CoreApp.Explore}
              history={[]}
            />
          </DataSourcePluginContextProvider>
        )}
        {data?.errors?.map(({ message }, index) => (
          <Alert key={index} severity="error" title={message ?? 'It failed.'} />
        ))}
        {data && <Results data={data} />}
      </Stack>
    </PluginPage>
  );
}

function askFor(api: Host['dataSources']['current'], query: DataQuery, range: TimeRange) {
  const answer = api.query({
    app: CoreApp.Explore,
    requestId: 'preview',
    timezone: 'browser',
    targets: [query],
    range,
    rangeRaw: range.raw,
    interval: '1m',
    intervalMs: 60_000,
    maxDataPoints: 600,
    scopedVars: {},
    startTime: dateTime().valueOf(),
  });
  if (answer instanceof Promise) {
    throw new Error('The data source answers by promises, which Grafana has given up.');
  }
  return answer;
}

function panelData({ data, errors: all = [] }: DataQueryResponse, timeRange: TimeRange): PanelData {
  return {
    state: all.length > 0 ? LoadingState.Error : LoadingState.Done,
    series: data,
    timeRange,
    ...(all.length > 0 && { errors: all }),
  };
}
