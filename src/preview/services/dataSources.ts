import type { DataSourceApi, DataSourceInstanceSettings, DataSourcePlugin, DataSourcePluginMeta } from '@grafana/data';
import type { DataSourceSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../../contract/ids';
import type { ShownDataSource } from '../bootData';

export type AnyDataSourcePlugin = DataSourcePlugin<DataSourceApi>;

/** A data source as Grafana's boot data has it: without what only its settings page may see. */
export function instanceSettings(shown: ShownDataSource, meta: DataSourcePluginMeta): DataSourceInstanceSettings {
  const { secureJsonFields, version, orgId, ...rest } = shown;
  return { ...rest, meta, access: 'proxy' };
}

/** The one data source of the preview. Its plugin's class is made anew whenever settings are saved. */
export class PreviewDataSources {
  private api: DataSourceApi;

  constructor(
    private readonly plugin: AnyDataSourcePlugin,
    private settings: DataSourceInstanceSettings
  ) {
    this.api = this.create();
  }

  get current(): DataSourceApi {
    return this.api;
  }

  get currentSettings(): DataSourceInstanceSettings {
    return this.settings;
  }

  save(settings: DataSourceInstanceSettings): void {
    this.settings = settings;
    this.api = this.create();
  }

  private create(): DataSourceApi {
    const api = new this.plugin.DataSourceClass(this.settings);
    api.meta = this.settings.meta;
    api.components = this.plugin.components;
    return api;
  }

  /** What `getDataSourceSrv()` gives to plugins. */
  get service(): DataSourceSrv {
    const find = (ref: unknown): DataSourceInstanceSettings | undefined => {
      const wanted = typeof ref === 'object' && ref !== null && 'uid' in ref ? ref.uid : ref;
      const known: unknown[] = [undefined, null, '', 'default', this.settings.uid, this.settings.name];
      return known.includes(wanted) ? this.settings : undefined;
    };
    return {
      get: (ref) =>
        find(ref) ? Promise.resolve(this.api) : Promise.reject(new Error(`Data source ${String(ref)} was not found`)),
      getList: ({ type } = {}) => {
        const types = type === undefined ? [DATASOURCE_ID] : [type].flat();
        return types.includes(DATASOURCE_ID) ? [this.settings] : [];
      },
      getInstanceSettings: (ref) => find(ref),
      reload: () => undefined,
    } as DataSourceSrv;
  }
}
