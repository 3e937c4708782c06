import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyTypeFrame } from '../../backend/protocol/testing/fixtureHandlers';
import { connectPlugin, type PluginConnection } from './pluginClient';
import { context, queryOf, serveFixture } from './testing';

describe('a plugin behind its protocol, and a client in front of it', () => {
  let folder: string;
  let fixture: Awaited<ReturnType<typeof serveFixture>>;
  let client: PluginConnection;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'host-'));
    fixture = await serveFixture(folder);
    client = connectPlugin(fixture.address);
  });
  afterAll(async () => {
    await client.shutDown();
    client.close();
    await fixture.exited;
    rmSync(folder, { recursive: true, force: true });
  });

  const query = (...types: string[]) =>
    client.queryData({ context, headers: {}, queries: types.map((type, i) => queryOf('ABCDE'[i], type)) });

  it('carries frames with all that they have', async () => {
    const answer = (await query('types')).get('A');
    expect(answer?.status).toBe(200);
    expect(answer?.error).toBeUndefined();
    expect(answer?.frames[0]).toMatchObject({ name: 'every type', refId: 'A', meta: everyTypeFrame.meta });
    expect(answer?.frames[0].fields.map(({ name, type }) => [name, type])).toEqual(
      everyTypeFrame.fields.map(({ name, type }) => [name, type])
    );
  });

  it('carries the query as the handler needs it', async () => {
    const request = { context, headers: {}, queries: [queryOf('A', 'echo', { rule: 'title: ü', minLevel: 'high' })] };
    const frames = (await client.queryData(request)).get('A')?.frames;
    expect(JSON.parse(String(frames?.[0].fields[0].values[0]))).toEqual(request.queries[0]);
  });

  it('answers every query of a request, whatever its neighbours do', async () => {
    const answers = await query('types', 'error', 'omit', 'uneven', 'none');
    expect([...answers].map(([refId, { status, errorSource }]) => [refId, status, errorSource])).toEqual([
      ['A', 200, undefined],
      ['B', 403, 'downstream'],
      ['C', 500, 'plugin'],
      ['D', 500, 'plugin'],
      ['E', 200, undefined],
    ]);
    expect(answers.get('C')?.error).toMatch(/Query C got no answer/);
    expect(answers.get('D')?.error).toMatch(/Field "b" has 1 values/);
  });

  it('turns a handler’s exception into an error of each query, without its secret', async () => {
    const answers = await query('throw', 'types');
    for (const refId of ['A', 'B']) {
      expect(answers.get(refId)).toMatchObject({ status: 500, error: 'the handler broke over [secret]', frames: [] });
    }
  });

  it('tells the handler that its caller is gone', async () => {
    const controller = new AbortController();
    const before = fixture.handlers.cancelled;
    const pending = client.queryData({ context, headers: {}, queries: [queryOf('A', 'slow')] }, controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(pending).rejects.toThrow(/CANCELLED/i);
    // The call ended here; the news travels.
    while (fixture.handlers.cancelled === before) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await expect(client.collectMetrics()).resolves.toContain(`fixture_cancelled_total ${before + 1}`);
  });

  it('carries resources: path, query string, headers, body, status', async () => {
    const response = await client.callResource({
      context,
      method: 'POST',
      path: 'rules/check',
      query: new URLSearchParams([
        ['level', 'high'],
        ['level', 'low'],
      ]),
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from('{"yaml":"ü"}'),
    });
    expect(response).toMatchObject({ status: 201, headers: { ETag: '"1"' } });
    expect(JSON.parse(response.body.toString())).toEqual({
      path: 'rules/check',
      method: 'POST',
      query: [
        ['level', 'high'],
        ['level', 'low'],
      ],
      headers: { 'content-type': 'application/json' },
      body: '{"yaml":"ü"}',
      role: 'Editor',
    });
  });

  it('carries a body larger than gRPC’s own limit of 4 MB', async () => {
    const request = { context, method: 'GET', path: 'large', query: new URLSearchParams(), headers: {} };
    const response = await client.callResource({ ...request, body: Buffer.alloc(6_000_000) });
    expect(response.body.toString()).toBe('ü'.repeat(2_500_000));
  });

  it('turns a resource’s exception into a JSON error, without its secret', async () => {
    const request = { context, method: 'GET', path: '/throw', query: new URLSearchParams(), headers: {} };
    const { status, body } = await client.callResource({ ...request, body: Buffer.alloc(0) });
    expect(status).toBe(500);
    expect(JSON.parse(body.toString())).toEqual({
      error: { code: 'internal', message: 'the resource broke over [secret]' },
    });
  });

  it('reports health, and an exception in the check as unhealthy', async () => {
    await expect(client.checkHealth(context)).resolves.toEqual({
      status: 'ok',
      message: 'Fine: Trail',
      details: { verboseMessage: 'all of it' },
    });
    const dataSource = { ...context.dataSource!, jsonData: { broken: true } };
    await expect(client.checkHealth({ ...context, dataSource })).resolves.toMatchObject({
      status: 'error',
      message: 'the check broke over [secret]',
    });
  });

  it('leaves when it is asked to, and takes its socket along', async () => {
    const other = await serveFixture(folder);
    const connection = connectPlugin(other.address);
    const pending = connection.queryData({ context, headers: {}, queries: [queryOf('A', 'slow')] }).catch(String);
    await connection.checkHealth(context);
    await connection.shutDown();
    await expect(other.exited).resolves.toBe(0);
    expect(existsSync(other.address.address)).toBe(false);
    expect(other.lines.join('')).toContain('disposed');
    await pending;
    connection.close();
  });
});
