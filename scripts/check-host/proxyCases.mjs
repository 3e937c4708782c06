import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Grafana tells changed settings by their time. */
let settingsChanged = 0;
const USER = { name: 'grafana', password: 'p@ss:w/rd' };

/** A data source whose AWS is at an endpoint, behind the proxy of these settings. */
function contextOf(code, endpoint, jsonData, proxyPassword) {
  settingsChanged += 1;
  const dataSource = {
    id: 1,
    uid: 'proxied',
    name: 'x',
    url: '',
    jsonData: { authType: 'keys', defaultRegion: 'us-east-1', endpoint, ...jsonData },
    secureJsonData: {
      accessKey: code.DEFAULT_ACCESS_KEY,
      secretKey: code.DEFAULT_SECRET_KEY,
      ...(proxyPassword ? { proxyPassword } : {}),
    },
    updatedMs: settingsChanged,
  };
  return { orgId: 1, pluginId: 'sigtrail-cloudtrail-datasource', dataSource, grafanaConfig: {} };
}

/** Everything that proxies need, and the plugin's health as it is seen through one. */
async function withProxy({ code, path, folder }, env, check) {
  const certificate = code.selfSigned();
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, certificate.cert);
  const emulator = await code.startEmulator({});
  const front = await code.startTlsFront(emulator.url, certificate);
  const proxy = await code.startForwardProxy(USER);
  const logs = [];
  const plugin = await code.startPlugin({
    exe: path,
    env: { NODE_EXTRA_CA_CERTS: authority, ...env(proxy) },
    onLog: (line) => logs.push(JSON.stringify(line)),
  });
  const health = (endpoint, jsonData, password) =>
    plugin.checkHealth(contextOf(code, endpoint, { storePath: join(folder, 'store'), ...jsonData }, password));
  try {
    await check({ emulator, front, proxy, health, logs });
  } finally {
    await plugin.stop();
    await Promise.all([proxy.close(), front.close(), emulator.close()]);
  }
}

export const proxyCases = [
  {
    name: 'asks AWS through the proxy of the settings, and tells one that refuses',
    exe: 'product',
    all: true,
    async run(context) {
      const { assert } = context;
      await withProxy(
        context,
        () => ({}),
        async ({ emulator, front, proxy, health, logs }) => {
          const settings = { proxyType: 'url', proxyUrl: proxy.url, proxyUsername: USER.name };
          const asked = await health(front.url, settings, USER.password);
          assert.equal(asked.status, 'ok', asked.message);
          const { host } = new URL(front.url);
          assert.ok(proxy.requests.length > 0);
          assert.deepEqual(new Set(proxy.requests), new Set([`CONNECT ${host}`]));
          const plain = await health(emulator.url, settings, USER.password);
          assert.equal(plain.status, 'ok', plain.message);
          assert.ok(proxy.requests.includes(`POST ${emulator.url}/`));
          for (const endpoint of [front.url, emulator.url]) {
            const refused = await health(endpoint, settings, 'PLANTED-PASSWORD');
            assert.equal(refused.status, 'error');
            assert.match(refused.message, /proxyUsername and proxyPassword/);
            assert.ok(!JSON.stringify(refused).includes('PLANTED') && !logs.join('').includes('PLANTED'));
          }
        }
      );
    },
  },
  {
    name: 'asks AWS through the proxy of the environment, where the settings do not say otherwise',
    exe: 'product',
    all: true,
    async run(context) {
      const { assert } = context;
      const env = ({ url }) => {
        const named = url.replace('//', `//${USER.name}:${encodeURIComponent(USER.password)}@`);
        return { HTTP_PROXY: named, HTTPS_PROXY: named, NO_PROXY: 'example.com' };
      };
      await withProxy(context, env, async ({ emulator, proxy, health }) => {
        // This machine by a name that is none of those which are always asked directly.
        const endpoint = emulator.url.replace('127.0.0.1', '0.0.0.0');
        const direct = await health(endpoint, { proxyType: 'none' });
        assert.equal(direct.status, 'ok', direct.message);
        const local = await health(emulator.url, {});
        assert.equal(local.status, 'ok', local.message);
        assert.deepEqual(proxy.requests, []);
        const asked = await health(endpoint, {});
        assert.equal(asked.status, 'ok', asked.message);
        assert.ok(proxy.requests.includes(`POST ${endpoint}/`));
      });
    },
  },
];
