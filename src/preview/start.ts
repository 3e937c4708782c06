import { EventBusSrv, locationUtil, type DataSourceInstanceSettings } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  config,
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginLinksHook,
  setTemplateSrv,
} from '@grafana/runtime';
import { setPluginPage } from 'grafana-runtime-plugin-page';
import { PREVIEW_UID, type ShownDataSource } from './bootData';
import { loadPlugins, type Plugins } from './plugins';
import { backendSrv } from './services/backendSrv';
import { instanceSettings, PreviewDataSources } from './services/dataSources';
import { fillIcons } from './services/icons';
import { templateSrv } from './services/templateSrv';
import { PluginPage } from './shell/PluginPage';

export interface Host extends Plugins {
  readonly dataSources: PreviewDataSources;
}

/** Puts in place what Grafana gives to plugins, and loads them. */
export async function start(): Promise<Host> {
  Object.assign(window, { MonacoEnvironment: { getWorker: () => new Worker('/editor.worker.js') } });
  await initPluginTranslations('sigtrail-preview');
  setAppEvents(new EventBusSrv());
  setBackendSrv(backendSrv);
  setTemplateSrv(templateSrv);
  setEchoSrv({ flush: () => undefined, addBackend: () => undefined, addEvent: () => undefined });
  setPluginLinksHook(() => ({ isLoading: false, links: [] }));
  setPluginComponentHook(() => ({ isLoading: false, component: null }));
  setPluginComponentsHook(() => ({ isLoading: false, components: [] }));
  setPluginFunctionsHook(() => ({ isLoading: false, functions: [] }));
  setPluginPage(PluginPage);
  locationUtil.initialize({
    config: config as unknown as Parameters<typeof locationUtil.initialize>[0]['config'],
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  await fillIcons();
  const plugins = await loadPlugins();
  const shown = await backendSrv.get<ShownDataSource>(`/api/datasources/uid/${PREVIEW_UID}`);
  const settings: DataSourceInstanceSettings = instanceSettings(shown, plugins.dataSourceMeta);
  const dataSources = new PreviewDataSources(plugins.dataSource, settings);
  config.datasources = { [settings.name]: settings };
  config.defaultDatasource = settings.name;
  setDataSourceSrv(dataSources.service);
  return { ...plugins, dataSources };
}
