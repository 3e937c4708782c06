import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeFrame } from '../../backend/frames/encode';
import type { QueryDataRequest, ResourceRequest } from '../../backend/protocol/handlers';
import { createDataSourceApi, type DataSourceApiOptions } from './httpApi';
import { context } from './testing';

describe('createDataSourceApi', () => {
  const asked: Array<QueryDataRequest | ResourceRequest> = [];
  const client: DataSourceApiOptions['client'] = {
    async queryData(request) {
      asked.push(request);
      const frame = { refId: 'A', fields: [{ name: 'n', type: 'number' as const, values: [1] }] };
      return new Map([
        ['B', { status: 400, error: 'No such rule.', errorSource: 'downstream', frames: [], arrow: [] }],
        ['A', { status: 200, frames: [frame], arrow: [encodeFrame(frame)] }],
      ]);
    },
    async callResource(request) {
      asked.push(request);
      return { status: 418, headers: { 'Content-Type': 'text/plain' }, body: Buffer.from('short and stout') };
    },
    checkHealth: async () => ({ status: 'error', message: 'No credentials.', details: { places: [] } }),
  };
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const api = createDataSourceApi({
      client,
      pluginId: context.pluginId,
      dataSources: [context.dataSource!],
      now: () => 1_000_000_000,
    });
    server = createServer(async (request, response) => {
      if (!(await api(request, response))) {
        response.writeHead(404).end('not mine');
      }
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => asked.splice(0));

  const post = (body: unknown) =>
    fetch(`${url}/api/ds/query?ds_type=x`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('answers queries as Grafana does', async () => {
    const query = { refId: 'A', queryType: 'rules', datasource: { uid: 'ds1' }, intervalMs: 5000, maxDataPoints: 9 };
    const response = await post({ queries: [query], from: 'now-1h', to: '999999999' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      results: {
        A: {
          status: 200,
          frames: [
            {
              schema: { refId: 'A', fields: [{ name: 'n', type: 'number', typeInfo: { frame: 'float64' } }] },
              data: { values: [[1]] },
            },
          ],
        },
        B: { error: 'No such rule.', errorSource: 'downstream', status: 400, frames: [] },
      },
    });
    expect(asked[0]).toMatchObject({
      context: { pluginId: context.pluginId, dataSource: { uid: 'ds1' }, user: { role: 'Admin' } },
      queries: [
        { refId: 'A', queryType: 'rules', fromMs: 996_400_000, toMs: 999_999_999, intervalMs: 5000, model: query },
      ],
    });
  });

  it.each([
    ['{', 400, /not a JSON object/],
    [{ queries: [] }, 400, /No queries/],
    [{ queries: [{ refId: 'A' }], from: 'yesterday', to: 'now' }, 400, /time range/],
    [{ queries: [{ datasource: { uid: 'other' } }], from: '1', to: '2' }, 404, /Data source not found/],
  ])('refuses %j', async (body, status, message) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message: expect.stringMatching(message) });
    expect(asked).toEqual([]);
  });

  it('hands resources through', async () => {
    const response = await fetch(`${url}/api/datasources/uid/ds1/resources/rules/a%20b?level=high&level=low`, {
      method: 'POST',
      body: '{"yaml":""}',
      headers: { 'Content-Type': 'application/json', Cookie: 'session=1' },
    });
    expect([response.status, await response.text()]).toEqual([418, 'short and stout']);
    const { method, path, query, headers, body } = asked[0] as ResourceRequest;
    expect({ method, path, query: [...query], body: Buffer.from(body).toString() }).toEqual({
      method: 'POST',
      path: 'rules/a b',
      query: [
        ['level', 'high'],
        ['level', 'low'],
      ],
      body: '{"yaml":""}',
    });
    expect(headers).not.toHaveProperty('cookie');
  });

  it.each([
    [{ Host: 'evil.example' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Host: 'localhost:1', Origin: 'http://localhost:1' }, 400],
    [{}, 400],
  ])('answers only its own pages: %j', async (headers, status) => {
    // `fetch` does not let a caller choose these.
    const { statusCode } = await new Promise<IncomingMessage>((resolve) =>
      get(`${url}/api/datasources/uid/ds1/health`, { headers }, resolve)
    );
    expect(statusCode).toBe(status);
  });

  it('reports health', async () => {
    const response = await fetch(`${url}/api/datasources/uid/ds1/health`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ status: 'ERROR', message: 'No credentials.', details: { places: [] } });
  });

  it('leaves other paths alone, and answers broken ones', async () => {
    await expect(fetch(`${url}/api/user`).then((response) => response.text())).resolves.toBe('not mine');
    const broken = await fetch(`${url}/api/datasources/uid/%ff/health`);
    expect(broken.status).toBe(400);
    const unknown = await fetch(`${url}/api/datasources/uid/nope/resources/x`);
    expect(unknown.status).toBe(404);
  });
});
