import { createLogger } from '../../backend/protocol/log';
import { servePlugin } from '../../backend/protocol/servePlugin';
import { fixtureHandlers } from '../../backend/protocol/testing/fixtureHandlers';
import type { Address } from '../../backend/protocol/handshake';
import type { PluginContext, QueryRequest } from '../../backend/protocol/handlers';

export const context: PluginContext = {
  orgId: 1,
  pluginId: 'sigtrail-cloudtrail-datasource',
  user: { login: 'ada', name: 'Ada', email: 'ada@example.com', role: 'Editor' },
  dataSource: {
    id: 7,
    uid: 'ds1',
    name: 'Trail',
    url: '',
    jsonData: {},
    secureJsonData: { k: 's3cr3t' },
    updatedMs: 5,
  },
  grafanaConfig: { AWS_AUTH_EXTERNAL_ID: 'x' },
};

export function queryOf(refId: string, queryType: string, model: Record<string, unknown> = {}): QueryRequest {
  return { refId, queryType, fromMs: 1000, toMs: 2000, intervalMs: 60_000, maxDataPoints: 500, model };
}

/** Serves the fixture inside this process, on a real socket. */
export async function serveFixture(folder: string) {
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', write: (line) => lines.push(line) });
  const handlers = fixtureHandlers(logger);
  let tell: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => (tell = resolve));
  let address: Address | undefined;
  await servePlugin(handlers, {
    logger,
    redact: (text) => text.replaceAll('s3cr3t', '[secret]'),
    env: { grafana_plugin_type: 'datasource', PLUGIN_UNIX_SOCKET_DIR: folder },
    exit: tell,
    announce: (where) => (address = where),
  });
  if (!address) {
    throw new Error('The fixture did not announce its address.');
  }
  return { address, handlers, exited, lines };
}
