import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DataSourceInstance, PluginContext, PluginUser, QueryRequest } from '../../backend/protocol/handlers';
import { isObject } from '../../backend/settings/readers';
import { frameToJson } from './frameJson';
import { foreignRequest } from './localOnly';
import type { PluginClient } from './startPlugin';
import { parseTime } from './timeRange';

/** As Grafana's proxy for resources. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const PASSED_HEADERS = ['accept', 'accept-language', 'content-type', 'if-none-match', 'user-agent'];

export interface DataSourceApiOptions {
  client: Pick<PluginClient, 'queryData' | 'callResource' | 'checkHealth'>;
  pluginId: string;
  /** The data sources that there are; requests name one by its uid. */
  dataSources: readonly DataSourceInstance[];
  /** Who asks. Default: an Admin. */
  user?: PluginUser;
  now?: () => number;
}

/** Answers a request; false when its path is none of Grafana's data source endpoints, and then nothing was sent. */
export type ApiHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** What ends a request early: its HTTP status and a sentence. */
class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
  }
}

/**
 * The part of Grafana's HTTP API that a data source's front end uses, in front of one plugin:
 * `POST /api/ds/query`, `/api/datasources/uid/:uid/resources/*` and `GET /api/datasources/uid/:uid/health`.
 * It asks for no login: serve it on a loopback address. It answers requests to `localhost` by its own pages alone.
 */
export function createDataSourceApi(options: DataSourceApiOptions): ApiHandler {
  return async (request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    const route = url && routeOf(url.pathname);
    if (!route) {
      return false;
    }
    const foreign = foreignRequest(request.headers);
    if (foreign) {
      sendJson(response, 403, JSON.stringify({ message: foreign }));
      return true;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      await route(options, request, response, url, gone.signal);
    } catch (error) {
      if (!gone.signal.aborted && !response.headersSent) {
        const message = error instanceof Error ? error.message : String(error);
        sendJson(response, statusOf(error), JSON.stringify({ message }));
      }
    }
    return true;
  };
}

/** What is neither the caller's fault nor known is the plugin's. */
function statusOf(error: unknown): number {
  if (error instanceof ApiError) {
    return error.status;
  }
  return error instanceof URIError ? 400 : 502;
}

type Route = (
  options: DataSourceApiOptions,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  signal: AbortSignal
) => Promise<void>;

function routeOf(path: string): Route | undefined {
  if (path === '/api/ds/query') {
    return query;
  }
  const [, uid, rest] = /^\/api\/datasources\/uid\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (rest === 'health') {
    return (options, _request, response, _url, signal) => health(options, decodeURIComponent(uid), response, signal);
  }
  const resource = /^resources(?:\/(.*))?$/.exec(rest ?? '');
  if (resource) {
    return (options, request, response, url, signal) =>
      callResource(options, decodeURIComponent(uid), resource[1] ?? '', request, response, url, signal);
  }
  return undefined;
}

async function query(...[options, request, response, , signal]: Parameters<Route>): Promise<void> {
  if (request.method !== 'POST') {
    throw new ApiError(405, 'Send queries by POST.');
  }
  const body = parseObject(await readBody(request));
  const queries = Array.isArray(body.queries) ? body.queries.filter(isObject) : [];
  if (queries.length === 0) {
    throw new ApiError(400, 'No queries found.');
  }
  const byUid = new Map<string, QueryRequest[]>();
  for (const model of queries) {
    const uid = isObject(model.datasource) ? model.datasource.uid : undefined;
    const known = dataSourceOf(options, typeof uid === 'string' ? uid : options.dataSources[0]?.uid);
    const list = byUid.get(known.uid) ?? [];
    byUid.set(known.uid, list);
    list.push(readQuery(model, body, (options.now ?? Date.now)()));
  }
  const results: string[] = [];
  let failed = false;
  for (const [uid, requests] of byUid) {
    const context = contextOf(options, uid);
    const answers = await options.client.queryData({ context, headers: {}, queries: requests }, signal);
    for (const [refId, { status, error, errorSource, arrow }] of [...answers].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const head = JSON.stringify({ ...(error !== undefined && { error, errorSource }), status });
      results.push(`${JSON.stringify(refId)}:${head.slice(0, -1)},"frames":[${arrow.map(frameToJson).join(',')}]}`);
      failed ||= error !== undefined;
    }
  }
  sendJson(response, failed ? 400 : 200, `{"results":{${results.join(',')}}}`);
}

function readQuery(model: Record<string, unknown>, body: Record<string, unknown>, nowMs: number): QueryRequest {
  const range = isObject(model.timeRange) ? model.timeRange : body;
  const fromMs = parseTime(range.from, nowMs);
  const toMs = parseTime(range.to, nowMs);
  if (fromMs === undefined || toMs === undefined) {
    throw new ApiError(400, 'The time range is not valid: give "from" and "to" as epoch milliseconds or now-6h.');
  }
  // The defaults are Grafana's.
  return {
    refId: typeof model.refId === 'string' ? model.refId : 'A',
    queryType: typeof model.queryType === 'string' ? model.queryType : '',
    fromMs,
    toMs,
    intervalMs: typeof model.intervalMs === 'number' ? model.intervalMs : 1000,
    maxDataPoints: typeof model.maxDataPoints === 'number' ? model.maxDataPoints : 100,
    model,
  };
}

async function health(options: DataSourceApiOptions, uid: string, response: ServerResponse, signal: AbortSignal) {
  const { status, message, details } = await options.client.checkHealth(contextOf(options, uid), signal);
  const text = JSON.stringify({ message, status: status.toUpperCase(), ...(details && { details }) });
  sendJson(response, status === 'ok' ? 200 : 400, text);
}

async function callResource(
  options: DataSourceApiOptions,
  uid: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  signal: AbortSignal
): Promise<void> {
  const headers: Record<string, string> = {};
  for (const name of PASSED_HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') {
      headers[name] = value;
    }
  }
  const answer = await options.client.callResource(
    {
      context: contextOf(options, uid),
      method: request.method ?? 'GET',
      path: decodeURIComponent(path),
      query: url.searchParams,
      headers,
      body: await readBody(request),
    },
    signal
  );
  response.writeHead(answer.status, { ...answer.headers, 'X-Content-Type-Options': 'nosniff' });
  response.end(answer.body);
}

function contextOf(options: DataSourceApiOptions, uid: string): PluginContext {
  return {
    orgId: 1,
    pluginId: options.pluginId,
    user: options.user ?? { login: 'admin', name: 'admin', email: 'admin@localhost', role: 'Admin' },
    dataSource: dataSourceOf(options, uid),
    grafanaConfig: {},
  };
}

function dataSourceOf({ dataSources }: DataSourceApiOptions, uid: string | undefined): DataSourceInstance {
  const found = dataSources.find((dataSource) => dataSource.uid === uid);
  if (!found) {
    throw new ApiError(404, 'Data source not found.');
  }
  return found;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) {
      throw new ApiError(413, `The request is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB.`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parseObject(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (isObject(value)) {
      return value;
    }
  } catch {
    // Said below.
  }
  throw new ApiError(400, 'The request is not a JSON object.');
}

function sendJson(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' });
  response.end(text);
}
