import { request as httpRequest } from 'node:http';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSourceInstance } from '../../backend/protocol/handlers';
import type { ApiHandler } from '../host';
import { startPreview } from './server';

const SETTINGS = '/api/datasources/uid/ds1';
let folder: string;
let preview: Awaited<ReturnType<typeof startPreview>>;
let dataSource: DataSourceInstance;
let api: ApiHandler;

/** Asks for a path as it is written: `fetch` would take out its dots. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: unknown } = {}) {
  const { method, headers, body } = options;
  return new Promise<{ status: number; type: string | undefined; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(preview.url);
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], text })
      );
    });
    request.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const put = (body: unknown) => ask(SETTINGS, { method: 'PUT', body });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sigtrail-preview-'));
  await mkdir(join(folder, 'dist/datasource'), { recursive: true });
  await mkdir(join(folder, 'host/chunks'), { recursive: true });
  await Promise.all([
    writeFile(join(folder, 'secret.js'), 'outside'),
    writeFile(join(folder, 'dist/module.js'), 'app'),
    writeFile(join(folder, 'dist/datasource/module.js'), 'data source'),
    writeFile(join(folder, 'dist/datasource/gpx_sigtrail_linux_amd64'), 'executable'),
    writeFile(join(folder, 'host/index.html'), 'page'),
    writeFile(join(folder, 'host/chunks/a b.js'), 'chunk'),
    symlink(join(folder, 'secret.js'), join(folder, 'host/link.js')),
  ]);
  dataSource = {
    id: 1,
    uid: 'ds1',
    name: 'Trail',
    url: '',
    updatedMs: 5,
    jsonData: { defaultRegion: 'eu-west-1' },
    secureJsonData: { accessKey: 'AKIA-OLD', secretKey: 's3cr3t' },
  };
  api = () => Promise.resolve(false);
  preview = await startPreview({
    api: (request, response) => api(request, response),
    dataSource,
    pluginFolder: join(folder, 'dist'),
    previewFolder: join(folder, 'host'),
    port: 0,
  });
});

afterEach(async () => {
  await preview.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the files of the preview', () => {
  it.each([
    ['/', 'page', 'text/html; charset=utf-8'],
    ['/a/sigtrail-cloudtrail-app/rules/x?theme=light', 'page', 'text/html; charset=utf-8'],
    ['/chunks/a%20b.js', 'chunk', 'text/javascript; charset=utf-8'],
    ['/public/plugins/sigtrail-cloudtrail-app/module.js', 'app', 'text/javascript; charset=utf-8'],
    ['/public/plugins/sigtrail-cloudtrail-datasource/module.js', 'data source', 'text/javascript; charset=utf-8'],
  ])('are served: %s', async (path, text, type) => {
    expect(await ask(path)).toEqual({ status: 200, type, text });
  });

  it.each([
    '/../secret.js',
    '/chunks/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/..%5csecret.js',
    '/public/plugins/sigtrail-cloudtrail-app/../../secret.js',
    '/public/plugins/sigtrail-cloudtrail-app/%2e%2e/secret.js',
    '/public/plugins/sigtrail-cloudtrail-app/datasource/%2e%2e/%2e%2e/secret.js',
    '/link.js',
    '/secret.js%00.html',
    '/%E0%A4%A.js',
  ])('end where their folder ends: %s', async (path) => {
    const { status, text } = await ask(path);
    expect(text).not.toContain('outside');
    expect(status).toBe(404);
  });

  it('are no executables and no folders', async () => {
    expect((await ask('/public/plugins/sigtrail-cloudtrail-datasource/gpx_sigtrail_linux_amd64')).status).toBe(404);
    expect((await ask('/public/plugins/sigtrail-cloudtrail-datasource/')).status).toBe(404);
    expect((await ask('/public/chunks')).status).toBe(404);
  });

  it('are only read', async () => {
    expect((await ask('/', { method: 'POST', body: {} })).status).toBe(405);
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });
});

describe('who may ask', () => {
  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page that calls this address by a name of its own', { host: 'evil.example:3300' }],
    ['a page without an origin', { origin: 'null' }],
  ])('is not %s', async (_name, headers) => {
    for (const path of ['/', SETTINGS, '/public/plugins/sigtrail-cloudtrail-app/module.js']) {
      expect((await ask(path, { headers })).status).toBe(403);
    }
    const sent = await ask(SETTINGS, {
      method: 'PUT',
      headers,
      body: { jsonData: { endpoint: 'https://evil.example' } },
    });
    expect(sent.status).toBe(403);
    expect(dataSource.jsonData).toEqual({ defaultRegion: 'eu-west-1' });
  });

  it('is the preview’s own page', async () => {
    expect((await ask(SETTINGS, { headers: { origin: preview.url } })).status).toBe(200);
  });
});

describe('the data source’s settings', () => {
  it('are shown without their secrets', async () => {
    const { text } = await ask(SETTINGS);
    expect(JSON.parse(text)).toMatchObject({
      uid: 'ds1',
      jsonData: { defaultRegion: 'eu-west-1' },
      secureJsonFields: { accessKey: true, secretKey: true },
    });
    expect(text).not.toMatch(/s3cr3t|AKIA-OLD/);
  });

  it('keep secrets that are not sent, take those that are, and lose those that were reset', async () => {
    const { text } = await put({
      name: ' ',
      jsonData: { defaultRegion: 'us-west-2' },
      secureJsonFields: { accessKey: true },
      secureJsonData: { sessionToken: 'fresh', secretKey: '' },
    });
    expect(dataSource).toMatchObject({ name: 'Trail', jsonData: { defaultRegion: 'us-west-2' } });
    expect(dataSource.secureJsonData).toEqual({ accessKey: 'AKIA-OLD', sessionToken: 'fresh' });
    expect(text).not.toMatch(/AKIA-OLD|fresh/);
  });

  it('are another version each time they are saved, so that the backend takes them anew', async () => {
    const versions = [dataSource.updatedMs];
    for (let i = 0; i < 3; i++) {
      await put({ jsonData: {} });
      versions.push(dataSource.updatedMs);
    }
    expect(new Set(versions).size).toBe(4);
    expect([...versions].sort((a, b) => a - b)).toEqual(versions);
  });

  it.each([
    ['a list', []],
    ['a text', 'x'],
    ['more than it takes', { jsonData: { a: 'x'.repeat(1_100_000) } }],
  ])('stay as they are for %s', async (_name, body) => {
    const before = structuredClone(dataSource);
    expect((await put(body)).status).toBe(400);
    expect(dataSource).toEqual(before);
  });
});

describe('faults', () => {
  it('of the API are told without what went wrong inside, and the next request is answered', async () => {
    api = () => Promise.reject(new Error('s3cr3t'));
    const { status, text } = await ask('/api/ds/query', { method: 'POST', body: {} });
    expect(status).toBe(500);
    expect(text).not.toContain('s3cr3t');
    api = () => Promise.resolve(false);
    expect((await ask('/')).status).toBe(200);
  });

  it('of the port are told with what to do', async () => {
    const port = Number(new URL(preview.url).port);
    const again = startPreview({ api, dataSource, pluginFolder: folder, previewFolder: folder, port });
    await expect(again).rejects.toThrow(`Port ${port} is taken. Give another by --port.`);
  });
});
