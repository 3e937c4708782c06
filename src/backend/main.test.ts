import type { PluginContext, PluginHandlers } from './protocol/handlers';
import { followHost } from './protocol/lifecycle';
import type { ServeOptions } from './protocol/servePlugin';

const served = jest.fn<Promise<void>, [PluginHandlers, ServeOptions]>();
const stderr: string[] = [];

jest.mock('./protocol/servePlugin', () => ({
  servePlugin: (...args: [PluginHandlers, ServeOptions]) => served(...args),
}));
jest.mock('node:fs', () => ({
  ...jest.requireActual<typeof import('node:fs')>('node:fs'),
  writeSync: (_: number, bytes: Uint8Array) => {
    stderr.push(Buffer.from(bytes).toString());
    return bytes.byteLength;
  },
}));

const SECRET_KEY = 'Planted/Secret+Key=of-a-data-source';
const EXTERNAL_ID = 'planted-external-id';
const FROM_ENVIRONMENT = 'Planted/Secret+Key=of-the-environment';

const context: PluginContext = {
  orgId: 1,
  pluginId: 'sigtrail-cloudtrail-datasource',
  grafanaConfig: {},
  dataSource: {
    id: 1,
    uid: 'trail',
    name: 'Trail',
    url: '',
    updatedMs: 1,
    // Nothing listens there.
    jsonData: { authType: 'keys', defaultRegion: 'us-east-1', endpoint: 'http://127.0.0.1:9', externalId: EXTERNAL_ID },
    secureJsonData: { accessKey: 'AKIAEXAMPLE', secretKey: SECRET_KEY },
  },
};

describe('the plugin’s process', () => {
  let handlers: PluginHandlers;
  let options: ServeOptions;
  let release: () => void;

  beforeAll(async () => {
    process.env.GF_PLUGIN_LOG_LEVEL = 'debug';
    process.env.AWS_SECRET_ACCESS_KEY = FROM_ENVIRONMENT;
    await import('./main');
    [[handlers, options]] = served.mock.calls;
    release = followHost(options.logger, () => undefined);
    await handlers.checkHealth(context, AbortSignal.timeout(50));
  });
  afterAll(async () => {
    release();
    delete process.env.GF_PLUGIN_LOG_LEVEL;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    await handlers.dispose();
  });
  beforeEach(() => void (stderr.length = 0));

  it.each([
    ['a data source’s secret key', SECRET_KEY],
    ['an external ID', EXTERNAL_ID],
    ['a key of the environment', FROM_ENVIRONMENT],
  ])('does not write %s where something goes wrong that nobody caught', (_, secret) => {
    const cause = new Error(`cannot sign with ${secret}`);
    const error = Object.assign(new Error(`failed for {"key":${JSON.stringify(secret)}}`, { cause }), { secret });
    process.listeners('uncaughtException').at(-1)?.(error, 'uncaughtException');
    process.listeners('unhandledRejection').at(-1)?.(error, Promise.resolve());
    options.logger.debug('a call', { error, deep: [{ deeper: secret }], [secret]: secret });
    expect(stderr).toHaveLength(3);
    expect(stderr[0]).toContain('failed for');
    expect(stderr.join('')).not.toContain(secret);
    expect(options.redact?.(`no ${secret}`)).toBe('no [secret]');
  });

  it('writes no crash reports', () => {
    expect(process.report.reportOnUncaughtException).toBe(false);
    expect(process.report.excludeEnv).toBe(true);
  });
});
