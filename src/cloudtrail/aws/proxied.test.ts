import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, startEmulator, type Emulator } from '../emulator';
import { createLookupClient } from '../lookup/client';
import { startForwardProxy, type ForwardProxy } from '../testing/forwardProxy';
import { selfSigned } from '../testing/selfSigned';
import { startTlsFront } from '../testing/tlsFront';
import { credentialsFor } from './credentials';
import { callerIdentity } from './identity';
import type { ProxySettings } from './proxy';
import type { AwsSettings } from './settings';

const USER = { name: 'grafana', password: 'p@ss:w/rd' };
const PLACE = { account: '111122223333', region: 'us-east-1' };
const { signal } = new AbortController();

let emulator: Emulator;
let front: Awaited<ReturnType<typeof startTlsFront>>;
let proxy: ForwardProxy;
const authorities = getCACertificates('default');

beforeAll(async () => {
  const certificate = selfSigned();
  setDefaultCACertificates([certificate.cert]);
  emulator = await startEmulator({ requestsPerSecond: Infinity });
  front = await startTlsFront(emulator.url, certificate);
});
afterAll(async () => {
  setDefaultCACertificates(authorities);
  await Promise.all([front.close(), emulator.close()]);
});
beforeEach(async () => {
  proxy = await startForwardProxy(USER);
});
afterEach(() => proxy.close());

const through = (more: object = { username: USER.name, password: USER.password }): ProxySettings => ({
  type: 'url',
  url: proxy.url,
  ...more,
});

function settings(endpoint: string, chosen: ProxySettings): AwsSettings {
  const keys = { accessKey: DEFAULT_ACCESS_KEY, secretKey: DEFAULT_SECRET_KEY };
  return { authType: 'keys', ...keys, defaultRegion: 'us-east-1', endpoint, proxy: chosen, accounts: [] };
}

/** Asks STS who we are, and CloudTrail for a page. */
async function ask(endpoint: string, chosen: ProxySettings) {
  const aws = settings(endpoint, chosen);
  const credentials = credentialsFor(aws, { kind: 'own' });
  const endS = Math.floor(Date.now() / 1000);
  const client = createLookupClient(PLACE, credentials, aws);
  try {
    const page = await client.lookup({ startS: endS - 60, endS }, signal);
    return { identity: await callerIdentity(aws, credentials), rows: page.rows };
  } finally {
    client.close();
  }
}

describe('AWS behind a proxy', () => {
  it('is asked through a tunnel where it speaks TLS', async () => {
    const { identity, rows } = await ask(front.url, through());
    expect(identity.account).toBe(emulator.accounts[0].id);
    expect(rows).toEqual([]);
    const { host } = new URL(front.url);
    expect(proxy.requests).toEqual([`CONNECT ${host}`, `CONNECT ${host}`]);
  });

  it('is asked by its whole URL where it does not', async () => {
    await ask(emulator.url, through());
    expect(proxy.requests).toEqual([`POST ${emulator.url}/`, `POST ${emulator.url}/`]);
  });

  it.each([['TLS'], ['plain HTTP']])('tells that the proxy wants another password, over %s', async (over) => {
    const asked = ask(
      over === 'TLS' ? front.url : emulator.url,
      through({ username: USER.name, password: 'WRONG-ONE' })
    );
    await expect(asked).rejects.toMatchObject({
      fault: 'proxy',
      message: expect.stringMatching(
        /^The proxy before AWS did not accept .* Check proxyUsername and proxyPassword\.$/
      ),
    });
    await asked.catch(({ message }: Error) => expect(message).not.toContain('WRONG-ONE'));
  });

  it('is asked directly where the settings say so', async () => {
    await ask(front.url, { type: 'none' });
    expect(proxy.requests).toEqual([]);
  });

  it('is out of reach where the proxy is, which the message names without its password', async () => {
    await proxy.close();
    await expect(ask(front.url, through())).rejects.toMatchObject({ fault: 'network' });
    await ask(front.url, through()).catch(({ message }: Error) => expect(message).not.toContain(USER.password));
  });
});
