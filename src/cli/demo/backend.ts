import type { DataSourceInstance, PluginContext } from '../../backend/protocol/handlers';
import type { Frame } from '../../backend/frames/frame';
import { DATASOURCE_ID } from '../../contract/ids';
import type { SigtrailQueryModel } from '../../contract/query';
import type { PluginClient } from '../host';

/** A data source as Grafana hands it to a plugin. */
export function dataSourceInstance(jsonData: object, secureJsonData: object, updatedMs: number): DataSourceInstance {
  return {
    id: 1,
    uid: 'sigtrail',
    name: 'CloudTrail (Sigma)',
    url: '',
    updatedMs,
    jsonData: { ...jsonData },
    secureJsonData: { ...secureJsonData },
  };
}

export function pluginContext(dataSource: DataSourceInstance): PluginContext {
  return {
    orgId: 1,
    pluginId: DATASOURCE_ID,
    user: { login: 'admin', name: 'admin', email: 'admin@localhost', role: 'Admin' },
    dataSource,
    grafanaConfig: {},
  };
}

/**
 * Asks one query as Grafana Alerting would: with the answer complete, or an error.
 *
 * @throws Error with the backend's sentence
 */
export async function ask(
  client: Pick<PluginClient, 'queryData'>,
  context: PluginContext,
  model: SigtrailQueryModel,
  range: { readonly fromMs: number; readonly toMs: number }
): Promise<Frame> {
  const answers = await client.queryData({
    context,
    headers: { fromalert: 'true' },
    queries: [
      {
        refId: 'A',
        queryType: model.queryType,
        ...range,
        intervalMs: 60_000,
        maxDataPoints: 1000,
        model: { refId: 'A', ...model },
      },
    ],
  });
  const answer = answers.get('A');
  const [frame] = answer?.frames ?? [];
  if (answer?.error !== undefined || !frame) {
    throw new Error(answer?.error ?? `The backend answered ${model.queryType} with no frame.`);
  }
  return frame;
}
