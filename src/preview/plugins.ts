import type { AppPlugin, AppPluginMeta, DataSourcePluginMeta } from '@grafana/data';
import { APP_ID, DATASOURCE_ID } from '../contract/ids';
import { loadPluginModule } from './amd';
import type { AnyDataSourcePlugin } from './services/dataSources';
import { SHARED } from './shared';

/** An entry of `includes` in an app's plugin.json. */
export interface AppInclude {
  type: string;
  name: string;
  path?: string;
}

export interface Plugins {
  readonly app: AppPlugin<object>;
  readonly appMeta: AppPluginMeta & { includes?: AppInclude[] };
  readonly dataSource: AnyDataSourcePlugin;
  readonly dataSourceMeta: DataSourcePluginMeta;
}

/** Both plugins, built, as Grafana would load them. */
export async function loadPlugins(): Promise<Plugins> {
  const appMeta = await loadMeta<Plugins['appMeta']>(APP_ID);
  const dataSourceMeta = await loadMeta<DataSourcePluginMeta>(DATASOURCE_ID);
  const { plugin: dataSource } = await load<AnyDataSourcePlugin>(DATASOURCE_ID);
  const { plugin: app } = await load<AppPlugin<object>>(APP_ID);
  dataSource.meta = dataSourceMeta;
  app.meta = appMeta;
  return { app, appMeta, dataSource, dataSourceMeta };
}

function load<T>(id: string): Promise<{ plugin: T }> {
  return loadPluginModule(`/public/plugins/${id}/module.js`, SHARED);
}

async function loadMeta<T extends { info: { logos: { small: string; large: string } } }>(id: string): Promise<T> {
  const base = `/public/plugins/${id}`;
  const meta = (await (await fetch(`${base}/plugin.json`)).json()) as T;
  const { small, large } = meta.info.logos;
  meta.info.logos = { small: `${base}/${small}`, large: `${base}/${large}` };
  return { ...meta, baseUrl: base.slice(1), module: `${base.slice(1)}/module.js`, enabled: true };
}
