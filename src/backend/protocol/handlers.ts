import type { Frame } from '../frames/frame';

/** What a backend plugin does, free of gRPC and protobuf. `servePlugin` puts it behind Grafana's protocol. */
export interface PluginHandlers {
  /** Answers every query of the request; a query's fault is in its own response. Must have an entry for each refId. */
  queryData(request: QueryDataRequest, signal: AbortSignal): Promise<Map<string, DataResponse>>;
  checkHealth(context: PluginContext, signal: AbortSignal): Promise<HealthResult>;
  callResource(request: ResourceRequest, signal: AbortSignal): Promise<ResourceResponse>;
  /** Prometheus text format. */
  collectMetrics(): Promise<string>;
  /** Called once when the process is asked to stop; must settle within 100 ms. */
  dispose(): Promise<void>;
}

export interface PluginUser {
  login: string;
  name: string;
  email: string;
  /** `Viewer`, `Editor` or `Admin`. */
  role: string;
}

export interface DataSourceInstance {
  id: number;
  uid: string;
  name: string;
  url: string;
  /** Parsed `jsonData`; `{}` when it is empty. */
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
  /** Epoch milliseconds; a change means new settings. */
  updatedMs: number;
}

export interface PluginContext {
  orgId: number;
  pluginId: string;
  user?: PluginUser;
  dataSource?: DataSourceInstance;
  /** Grafana's own configuration as handed over (`AWS_AUTH_…`, …). */
  grafanaConfig: Record<string, string>;
}

export interface QueryRequest {
  refId: string;
  queryType: string;
  fromMs: number;
  toMs: number;
  intervalMs: number;
  maxDataPoints: number;
  /** The query's JSON, parsed; undefined when it is not a JSON object. */
  model: Record<string, unknown> | undefined;
}

export interface QueryDataRequest {
  context: PluginContext;
  /** Lower-case names; `fromalert: "true"` marks an alert evaluation. */
  headers: Record<string, string>;
  queries: QueryRequest[];
}

export interface DataResponse {
  frames: Frame[];
  error?: string;
  /** HTTP-like; 200 when absent and without an error. */
  status?: number;
  errorSource?: 'plugin' | 'downstream';
}

export interface HealthResult {
  status: 'ok' | 'error' | 'unknown';
  message: string;
  /** Shown behind the message; `verboseMessage` is what Grafana expands. */
  details?: Record<string, unknown>;
}

export interface ResourceRequest {
  context: PluginContext;
  method: string;
  /** Without a leading slash and without the query string. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface ResourceResponse {
  status: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
}
