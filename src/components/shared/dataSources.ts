import type { DataSourceInstanceSettings } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../../contract/ids';

/** The data sources of this plugin that the user may see, the default one first. */
export function sigtrailDataSources(): DataSourceInstanceSettings[] {
  return getDataSourceSrv()
    .getList({ type: DATASOURCE_ID })
    .sort((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false) || a.name.localeCompare(b.name));
}

/** The data source that a URL's `ds` names, else the default one; undefined where there is none. */
export function chosenDataSource(uid: string | null): DataSourceInstanceSettings | undefined {
  const all = sigtrailDataSources();
  return all.find((dataSource) => dataSource.uid === uid) ?? all[0];
}

type Params = Record<string, string | number | undefined>;

/** GET a resource of a data source (contract, section 5). Rejects with what `errorText` reads. */
export function getResource<T>(uid: string, path: string, params?: Params, signal?: AbortSignal): Promise<T> {
  return getBackendSrv().get<T>(resourceUrl(uid, path), params, undefined, quietly(signal));
}

/** POST to a resource of a data source. */
export function postResource<T>(uid: string, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return getBackendSrv().post<T>(resourceUrl(uid, path), body, quietly(signal));
}

/** PUT to a resource of a data source. */
export function putResource<T>(uid: string, path: string, body: unknown): Promise<T> {
  return getBackendSrv().put<T>(resourceUrl(uid, path), body, quietly());
}

/** Pages say themselves what failed. */
function quietly(signal?: AbortSignal) {
  return { showErrorAlert: false, ...(signal ? { abortSignal: signal } : {}) };
}

function resourceUrl(uid: string, path: string): string {
  return `/api/datasources/uid/${encodeURIComponent(uid)}/resources/${path}`;
}

/** The sentence of a failed request: the resource's own, else Grafana's, else the transport's. */
export function errorText(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    const { data, message, statusText } = error as {
      data?: { error?: { message?: unknown }; message?: unknown };
      message?: unknown;
      statusText?: unknown;
    };
    const found = [data?.error?.message, data?.message, message, statusText].find(
      (text): text is string => typeof text === 'string' && text !== ''
    );
    if (found !== undefined) {
      return found;
    }
  }
  return String(error);
}
