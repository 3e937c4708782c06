import { gzipSync } from 'node:zlib';
import { FastClock } from '../../testing/fastClock';
import { selfSigned } from '../../testing/selfSigned';
import { startTlsFront } from '../../testing/tlsFront';
import { json, WireServer, type WireAnswer, type WireRequest } from '../../testing/wireServer';
import type { TrailError } from '../trailError';
import type { RunOptions, SqlEngine } from '../types';
import { createTrinoEngine } from './engine';
import { MAX_BODY_BYTES } from './http';
import type { TrinoSettings } from './settings';
import { rowsOf } from '../testing/rowsOf';

const ID = '20260601_120000_00001_abcde';
let server: WireServer | undefined;
let engine: SqlEngine | undefined;
afterEach(async () => {
  engine?.close();
  await server?.stop();
});

/** An engine on a server that answers as the test says, with waits a hundred times as short. */
async function connect(
  answer: (request: WireRequest, url: string) => WireAnswer | Promise<WireAnswer>,
  settings: Partial<TrinoSettings> = {}
): Promise<{ run: (options?: Partial<RunOptions>) => ReturnType<SqlEngine['run']>; requests: WireRequest[] }> {
  let url = '';
  server = new WireServer((request) => answer(request, url));
  url = await server.start();
  const created = createTrinoEngine({ url, clock: new FastClock(100), ...settings });
  engine = created;
  return {
    requests: server.requests,
    run: (options = {}) => created.run('SELECT 1', { signal: new AbortController().signal, ...options }),
  };
}

const part = (url: string, next: string | undefined, more: Record<string, unknown> = {}) =>
  json({
    id: ID,
    ...(next === undefined ? {} : { nextUri: `${url}/v1/statement/${next}` }),
    stats: { state: next === undefined ? 'FINISHED' : 'RUNNING', physicalInputBytes: 10, elapsedTimeMillis: 5 },
    ...more,
  });
const columns = [{ name: 'a' }];

/** Whoever aborts does not wait for Trino's answer to it. */
async function deleted(requests: readonly WireRequest[]): Promise<WireRequest> {
  for (;;) {
    const found = requests.find(({ method }) => method === 'DELETE');
    if (found) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
/** Started, then one part with a row each, then the end. */
const inParts =
  (count: number) =>
  ({ method, path }: WireRequest, url: string): WireAnswer => {
    const at = Number(/executing\/(\d+)/.exec(path)?.[1] ?? 0);
    return method === 'POST'
      ? part(url, 'executing/1')
      : part(url, at < count ? `executing/${at + 1}` : undefined, { columns, data: [[`row ${at}`]] });
  };

describe('requests to Trino', () => {
  it('follows the answer to its end, under the user’s name', async () => {
    const { run, requests } = await connect(inParts(3), { user: 'audit', password: 'pass' });
    const reading = run({ token: 'trace', maxScannedBytes: 1024 });
    expect(await rowsOf(reading)).toEqual([['row 1'], ['row 2'], ['row 3']]);
    expect(reading.stats()).toEqual({ queryId: ID, state: 'finished', scannedBytes: 10, elapsedMs: 5 });
    expect(requests.map(({ method, path }) => `${method} ${path.replace('?targetResultSize=4MB', '')}`)).toEqual([
      'POST /v1/statement',
      ...[1, 2, 3].map((at) => `GET /v1/statement/executing/${at}`),
    ]);
    for (const { headers } of requests) {
      expect(headers).toMatchObject({
        'x-trino-user': 'audit',
        'x-trino-source': 'sigtrail',
        authorization: `Basic ${Buffer.from('audit:pass').toString('base64')}`,
      });
    }
    expect(requests[0]).toMatchObject({
      body: 'SELECT 1',
      headers: { 'x-trino-session': 'query_max_scan_physical_bytes=1024B', 'x-trino-trace-token': 'trace' },
    });
  });

  it('leaves the user to the token', async () => {
    const { run, requests } = await connect(inParts(1), { token: 'abc.def' });
    await rowsOf(run());
    expect(requests[0].headers.authorization).toBe('Bearer abc.def');
    expect(requests[0].headers['x-trino-user']).toBeUndefined();
  });

  it('gives numbers, truth values and structures as text, and null as null', async () => {
    const { run } = await connect((_, url) =>
      part(url, undefined, { columns, data: [[1, true, null, { a: [1] }, 'x']] })
    );
    expect(await rowsOf(run())).toEqual([['1', 'true', null, '{"a":[1]}', 'x']]);
  });

  it('reads what is compressed', async () => {
    const { run } = await connect((_, url) => {
      const plain = part(url, undefined, { columns, data: [['x'.repeat(10_000)]] });
      return plain === 'drop'
        ? plain
        : { ...plain, body: gzipSync(plain.body), headers: { 'content-encoding': 'gzip' } };
    });
    expect((await rowsOf(run()))[0][0]).toHaveLength(10_000);
  });

  it('reads no answer without end, packed or not', async () => {
    const packed = gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1, ' '));
    const { run } = await connect(() => ({ status: 200, body: packed, headers: { 'content-encoding': 'gzip' } }));
    await expect(rowsOf(run())).rejects.toMatchObject({ code: 'AnswerTooLarge' });
    await server?.stop();
    const plain = await connect(() => ({ status: 200, body: Buffer.alloc(MAX_BODY_BYTES + 1, ' ') }));
    await expect(rowsOf(plain.run())).rejects.toMatchObject({ code: 'AnswerTooLarge' });
  });
});

describe('what may pass', () => {
  it.each<[string, WireAnswer]>([
    ['429', { status: 429, body: '' }],
    ['502', { status: 502, body: '<html>' }],
    ['503', { status: 503, body: '' }],
    ['504', { status: 504, body: '' }],
    ['a lost connection', 'drop'],
  ])('%s is tried again, at every request', async (_name, trouble) => {
    const parts = inParts(3);
    const tried = new Map<string, number>();
    const { run } = await connect((request, url) => {
      const count = (tried.get(request.path) ?? 0) + 1;
      tried.set(request.path, count);
      return count <= 3 ? trouble : parts(request, url);
    });
    expect(await rowsOf(run())).toEqual([['row 1'], ['row 2'], ['row 3']]);
    expect([...tried.values()]).toEqual([4, 4, 4, 4]);
  });

  it('is given up after a while, and the statement stopped', async () => {
    const { run, requests } = await connect(({ method }, url) =>
      method === 'POST' ? part(url, 'executing/1') : method === 'GET' ? 'drop' : { status: 204, body: '' }
    );
    await expect(rowsOf(run())).rejects.toMatchObject({ name: 'TrailError', fault: 'network' });
    expect(requests.at(-1)).toMatchObject({ method: 'DELETE', path: '/v1/statement/executing/1' });
  });

  it('starts again where Trino had no node or no room, and nothing was read', async () => {
    let starts = 0;
    const parts = inParts(1);
    const { run } = await connect((request, url) => {
      starts += request.method === 'POST' ? 1 : 0;
      const names = ['NO_NODES_AVAILABLE', 'QUERY_QUEUE_FULL', 'SERVER_STARTING_UP'];
      return request.method === 'GET' && starts <= names.length
        ? part(url, undefined, { error: { errorName: names[starts - 1], errorType: 'INTERNAL_ERROR', message: '' } })
        : parts(request, url);
    });
    expect(await rowsOf(run())).toEqual([['row 1']]);
    expect(starts).toBe(4);
  });

  it('says that a statement is gone when Trino no longer knows it', async () => {
    const { run } = await connect(({ method }, url) =>
      method === 'POST' ? part(url, 'executing/1') : { status: 404, body: 'Error 404 Not Found: Query not found' }
    );
    await expect(rowsOf(run())).rejects.toMatchObject({ fault: 'server', code: 'QUERY_GONE' });
  });
});

describe('what stays wrong', () => {
  it.each<[string, WireAnswer, string, RegExp]>([
    ['a wrong login', { status: 401, body: 'no' }, 'bad-credentials', /user and its password or token/],
    ['a user that may not', { status: 403, body: 'Access Denied: x' }, 'access-denied', /Access Denied: x/],
    ['another server', { status: 404, body: '<html><b>nginx</b>' }, 'other', /no Trino/],
    ['a page', { status: 200, body: '<html>Sign in</html>' }, 'other', /no Trino/],
    ['other JSON', json({ hello: 'world' }), 'other', /no Trino/],
    ['rows in another form', json({ id: ID, stats: {}, data: { segments: [] } }), 'other', /no Trino/],
    [
      'a redirect',
      { status: 302, body: '', headers: { location: 'https://login.example/x?s=1' } },
      'other',
      /login\.example/,
    ],
  ])('%s', async (_name, answer, fault, message) => {
    const { run, requests } = await connect(() => answer);
    await expect(rowsOf(run())).rejects.toMatchObject({ fault, message: expect.stringMatching(message) as string });
    expect(requests).toHaveLength(1);
  });

  it('is told without secrets, and in a few words', async () => {
    const { run } = await connect(() => ({ status: 400, body: `bad ${'word '.repeat(1000)}` }), {
      user: 'audit',
      password: 'very-secret',
    });
    const error = (await rowsOf(run()).catch((reason: unknown) => reason)) as TrailError;
    expect(error.message.length).toBeLessThan(500);
    expect(JSON.stringify([error.message, error.code])).not.toContain('very-secret');
  });

  it('follows the answer to no other server, scheme or path', async () => {
    for (const next of [
      (_: string) => 'http://169.254.169.254/v1/statement/executing/1',
      (url: string) => url.replace(/\d+$/, '1') + '/v1/statement/executing/1',
      (url: string) => `${url.replace('http:', 'https:')}/v1/statement/executing/1`,
      (url: string) => `${url}/ui/api/query`,
      (url: string) => `${url}@evil.example/v1/statement/executing/1`,
      (_: string) => 'no url',
    ]) {
      const { run, requests } = await connect((_, url) => json({ id: ID, nextUri: next(url), stats: {} }));
      await expect(rowsOf(run())).rejects.toMatchObject({ code: 'ForeignNextUri' });
      expect(requests).toHaveLength(1);
      engine?.close();
      await server?.stop();
    }
  });
});

describe('stopping', () => {
  it('deletes the statement when it is aborted, and throws the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('the panel is gone');
    const { run, requests } = await connect(({ method, path }, url) => {
      if (method === 'DELETE') {
        return { status: 204, body: '' };
      }
      if (path.includes('executing/5')) {
        abort.abort(reason);
      }
      const at = Number(/executing\/(\d+)/.exec(path)?.[1] ?? 0);
      return part(url, `executing/${at + 1}`);
    });
    await expect(rowsOf(run({ signal: abort.signal }))).rejects.toBe(reason);
    expect((await deleted(requests)).path).toBe('/v1/statement/executing/5');
  });

  it('deletes what was started while it was aborted', async () => {
    const abort = new AbortController();
    const { run, requests } = await connect(({ method }, url) => {
      if (method === 'POST') {
        abort.abort('gone');
      }
      return method === 'POST' ? part(url, 'queued/1') : { status: 204, body: '' };
    });
    await expect(rowsOf(run({ signal: abort.signal }))).rejects.toBe('gone');
    expect((await deleted(requests)).path).toBe('/v1/statement/queued/1');
  });

  it('sends nothing for what was aborted before', async () => {
    const { run, requests } = await connect(inParts(1));
    await expect(rowsOf(run({ signal: AbortSignal.abort('before') }))).rejects.toBe('before');
    expect(requests).toEqual([]);
  });

  it('stops what runs when the engine is closed', async () => {
    const { run, requests } = await connect(({ method, path }, url) => {
      if (path.includes('executing/3')) {
        engine?.close();
      }
      const at = Number(/executing\/(\d+)/.exec(path)?.[1] ?? 0);
      return method === 'DELETE' ? { status: 204, body: '' } : part(url, `executing/${at + 1}`);
    });
    await expect(rowsOf(run())).rejects.toMatchObject({ fault: 'cancelled' });
    expect((await deleted(requests)).path).toBe('/v1/statement/executing/3');
  });
});

describe('over TLS', () => {
  it('trusts the certificates of the settings beside the usual ones, and no others', async () => {
    const certificate = selfSigned();
    server = new WireServer((request) => inParts(1)(request, front.url));
    const front = await startTlsFront(await server.start(), certificate);
    const rows = async (ca?: string) => {
      engine?.close();
      engine = createTrinoEngine({ url: front.url, clock: new FastClock(100), ...(ca === undefined ? {} : { ca }) });
      return rowsOf(engine.run('SELECT 1', { signal: new AbortController().signal }));
    };
    try {
      expect(await rows(certificate.cert)).toEqual([['row 1']]);
      await expect(rows()).rejects.toMatchObject({
        fault: 'network',
        message: expect.stringMatching(/not trusted/) as string,
      });
      await expect(rows(selfSigned().cert)).rejects.toMatchObject({ fault: 'network' });
    } finally {
      await front.close();
    }
  });
});

describe('settings', () => {
  it.each([
    ['http://trino.example.com:8080', /Plain HTTP goes to this machine alone/],
    ['http://127.0.0.1.example.com:8080', /Plain HTTP/],
    ['http://10.0.0.1:8080', /Plain HTTP/],
    ['ftp://localhost', /https, not ftp/],
    ['https://user:pass@trino.example.com', /user or a password/],
    ['https://trino.example.com/ui/', /ends after the port/],
    ['https://trino.example.com?x=1', /ends after the port/],
    ['trino', /not one/],
  ])('refuses %s', (url, message) => {
    expect(() => createTrinoEngine({ url })).toThrow(message);
  });

  it.each(['http://127.1:8080', 'http://localhost:8080', 'http://[::1]:8080', 'https://trino.example.com:8443/'])(
    'takes %s',
    (url) => {
      expect(createTrinoEngine({ url }).kind).toBe('trino');
    }
  );

  it.each<[Partial<TrinoSettings>, RegExp]>([
    [{ password: 'x' }, /no user/],
    [{ user: 'a', password: 'x', token: 'y' }, /Enter one of them/],
    [{ user: 'a\r\nx-evil: 1' }, /printable ASCII/],
    [{ token: 'a\n' }, /printable ASCII/],
  ])('refuses logins that cannot be: %j', (more, message) => {
    expect(() => createTrinoEngine({ url: 'https://trino.example.com', ...more })).toThrow(message);
  });
});
