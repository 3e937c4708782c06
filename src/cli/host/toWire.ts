import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  CallResourceRequestSchema,
  PluginContextSchema,
  QueryDataRequestSchema,
  StringListSchema,
  type CallResourceRequest,
  type PluginContext as WireContext,
  type QueryDataRequest as WireQueryDataRequest,
} from '../../backend/protocol/gen/plugin_pb';
import type { PluginContext, QueryDataRequest, ResourceRequest } from '../../backend/protocol/handlers';

const encoder = new TextEncoder();
const json = (value: unknown) => encoder.encode(JSON.stringify(value));

/** A plugin context as Grafana sends it. */
export function contextToWire({ orgId, pluginId, user, dataSource, grafanaConfig }: PluginContext): WireContext {
  const settings: MessageInitShape<typeof PluginContextSchema>['dataSourceInstanceSettings'] = dataSource && {
    id: BigInt(dataSource.id),
    uid: dataSource.uid,
    name: dataSource.name,
    url: dataSource.url,
    jsonData: json(dataSource.jsonData),
    decryptedSecureJsonData: dataSource.secureJsonData,
    lastUpdatedMS: BigInt(dataSource.updatedMs),
  };
  return create(PluginContextSchema, {
    orgId: BigInt(orgId),
    pluginId,
    grafanaConfig,
    ...(user && { user }),
    ...(settings && { dataSourceInstanceSettings: settings }),
  });
}

export function queryRequestToWire({ context, headers, queries }: QueryDataRequest): WireQueryDataRequest {
  return create(QueryDataRequestSchema, {
    pluginContext: contextToWire(context),
    headers,
    queries: queries.map((query) => ({
      refId: query.refId,
      queryType: query.queryType,
      intervalMS: wholeNumber(query.intervalMs),
      maxDataPoints: wholeNumber(query.maxDataPoints),
      timeRange: { fromEpochMS: wholeNumber(query.fromMs), toEpochMS: wholeNumber(query.toMs) },
      json: query.model ? json(query.model) : new Uint8Array(),
    })),
  });
}

export function resourceRequestToWire(request: ResourceRequest): CallResourceRequest {
  const query = request.query.toString();
  return create(CallResourceRequestSchema, {
    pluginContext: contextToWire(request.context),
    method: request.method,
    path: request.path,
    url: query ? `${request.path}?${query}` : request.path,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, create(StringListSchema, { values: [value] })])
    ),
    body: request.body,
  });
}

function wholeNumber(value: number): bigint {
  return BigInt(Math.trunc(value));
}
