import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DataSourceInstance } from '../../backend/protocol/handlers';
import { isObject } from '../../backend/settings/readers';
import { DATASOURCE_ID } from '../../contract/ids';

const MAX_BODY_BYTES = 1024 * 1024;

/** A data source as Grafana shows it to the browser: of its secrets only which are set. */
export function shownDataSource(dataSource: DataSourceInstance): Record<string, unknown> {
  const { id, uid, name, url, jsonData, secureJsonData, updatedMs } = dataSource;
  return {
    id,
    uid,
    orgId: 1,
    name,
    type: DATASOURCE_ID,
    typeName: 'CloudTrail (Sigma)',
    access: 'proxy',
    url,
    user: '',
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    withCredentials: false,
    isDefault: true,
    readOnly: false,
    version: updatedMs,
    jsonData,
    secureJsonFields: Object.fromEntries(
      Object.entries(secureJsonData).flatMap(([key, value]) => (value === '' ? [] : [[key, true]]))
    ),
  };
}

/**
 * `GET` and `PUT /api/datasources/uid/:uid`, as far as an editor of settings needs them. A secret that is not sent
 * again stays, unless `secureJsonFields` says that it was reset.
 */
export async function dataSourceSettings(
  dataSource: DataSourceInstance,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  if (request.method === 'GET') {
    return send(response, 200, shownDataSource(dataSource));
  }
  if (request.method !== 'PUT') {
    return send(response, 405, { message: 'Read settings by GET, save them by PUT.' });
  }
  const sent = await readObject(request);
  if (!sent) {
    return send(response, 400, { message: 'The settings are not a JSON object.' });
  }
  const fields = objectOf(sent.secureJsonFields);
  const kept = Object.entries(dataSource.secureJsonData).filter(([key]) => fields[key] === true);
  const fresh = Object.entries(objectOf(sent.secureJsonData)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''
  );
  dataSource.jsonData = objectOf(sent.jsonData);
  dataSource.secureJsonData = Object.fromEntries([...kept, ...fresh]);
  if (typeof sent.name === 'string' && sent.name.trim() !== '') {
    dataSource.name = sent.name;
  }
  dataSource.updatedMs = Math.max(Date.now(), dataSource.updatedMs + 1);
  send(response, 200, { message: 'Datasource updated', datasource: shownDataSource(dataSource) });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' });
  response.end(JSON.stringify(body));
}

async function readObject(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) {
      return undefined;
    }
    parts.push(part);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
