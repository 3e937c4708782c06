import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_ACCESS_KEY, DEFAULT_ACCOUNT } from '../cloudtrail/emulator';
import { Directory } from '../cloudtrail/emulator/auth/directory';
import type { EmulatorFaults } from '../cloudtrail/emulator/faults/faults';
import { record } from '../cloudtrail/emulator/testing';
import type { DataSourceInstance, PluginContext } from './protocol/handlers';
import { startEchoingProxy, type EchoingProxy } from './testing/echoingProxy';
import { EmulatedBackend } from './testing/emulatedBackend';
import { filesBelow, leaks } from './testing/leaks';
import { SAMPLE_RULES, USER_RULE } from './testing/sampleRules';

const ROLE_ACCOUNT = '444455556666';
/** Characters that change when they are escaped or encoded. */
const SECRET_KEY = 'Planted/Secret+Key=with:odd&chars-0001';
const SESSION_TOKEN = `PlantedSessionToken//+${'token'.repeat(40)}==`;
const EXTERNAL_ID = 'planted-external/id+of@ours:0001';
const WRONG_SECRET = 'Planted/Wrong+Secret=of&ours-0001';
const PROXY_USER = 'grafana';
const PROXY_PASSWORD = 'planted-proxy/password+of@ours:0001';
const MISPLACED = 'Planted/Secret+In=the&wrong-setting-0001';

const QUERIES = [
  { queryType: 'counts', format: 'numeric' },
  { queryType: 'counts', format: 'timeseries', groupBy: ['account', 'userIdentity.arn'] },
  { queryType: 'detections', format: 'table' },
  { queryType: 'detections', format: 'logs' },
  { queryType: 'events', format: 'table' },
  { queryType: 'events', format: 'logs', lookup: { attribute: 'EventName', value: 'CreateUser' } },
  { queryType: 'rules' },
  { queryType: 'coverage' },
  { queryType: 'detections', rule: 'title: [' },
  { queryType: 'no such type' },
  { queryType: 'events', accounts: ['nobody'] },
];
const RESOURCES: ReadonlyArray<readonly [method: string, target: string, body?: unknown]> = [
  ['GET', 'rules'],
  ['GET', `rules/${USER_RULE}`],
  ['GET', 'rules/none'],
  ['GET', `rules/${USER_RULE}/alert-rule`],
  ['GET', 'alert-rules'],
  ['POST', 'rules/check', { yaml: 'title: [' }],
  ['POST', 'explain', { id: USER_RULE, event: { eventName: 'CreateUser' } }],
  ['POST', 'near-windows', { id: USER_RULE, from: 0, to: 1 }],
  ['GET', 'coverage'],
  ['GET', 'attack-layer'],
  ['GET', 'regions'],
  ['GET', 'status'],
  ['GET', 'fields'],
  ['GET', 'fields/eventName/values'],
  ['GET', 'no/such/resource'],
];

let folder: string;
let proxy: EchoingProxy;
let backend: EmulatedBackend;
const secrets = new Map<string, string>([
  ['secretKey', SECRET_KEY],
  ['sessionToken', SESSION_TOKEN],
  ['externalId', EXTERNAL_ID],
  ['wrong secretKey', WRONG_SECRET],
]);
/** All that came out of the backend: where, what. */
const out: Array<[name: string, text: string]> = [];
let version = 1;

beforeAll(async () => {
  // What STS hands out is random: the test must know it to look for it.
  const startSession = Directory.prototype.startSession;
  jest.spyOn(Directory.prototype, 'startSession').mockImplementation(function (this: Directory, ...args) {
    const session = startSession.apply(this, args);
    secrets.set(`session ${secrets.size} key`, session.secretAccessKey);
    secrets.set(`session ${secrets.size} token`, session.sessionToken ?? '');
    return session;
  });
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-secrets-'));
  proxy = await startEchoingProxy();
  backend = await EmulatedBackend.start({
    speed: 20,
    requestsPerSecond: 20,
    rules: SAMPLE_RULES,
    accounts: [
      {
        id: DEFAULT_ACCOUNT,
        keys: [{ accessKeyId: DEFAULT_ACCESS_KEY, secretAccessKey: SECRET_KEY, sessionToken: SESSION_TOKEN }],
      },
      { id: ROLE_ACCOUNT, roles: [{ name: 'Reader', externalId: EXTERNAL_ID }] },
    ],
    secureJsonData: { secretKey: SECRET_KEY, sessionToken: SESSION_TOKEN },
    storeFolder: path.join(folder, 'default'),
    jsonData: {
      endpoint: proxy.url,
      regions: ['us-east-1', 'eu-west-1'],
      accounts: [
        { name: 'theirs', assumeRoleArn: `arn:aws:iam::${ROLE_ACCOUNT}:role/Reader`, externalId: EXTERNAL_ID },
      ],
      requestsPerSecond: 20,
      lookupTimeoutSeconds: 20,
    },
  });
  proxy.target = backend.emulator.url;
});

afterAll(async () => {
  await backend.close();
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

/** New events, so that something has to be asked of CloudTrail. */
function addEvents(name: string): void {
  backend.emulator.addEvents(
    [DEFAULT_ACCOUNT, ROLE_ACCOUNT].flatMap((account) =>
      Array.from({ length: 4 }, (_, index) =>
        record(`${name}-${account}-${index}`, 60 + index, {
          recipientAccountId: account,
          awsRegion: index % 2 ? 'us-east-1' : 'eu-west-1',
          eventName: 'CreateUser',
          eventSource: 'iam.amazonaws.com',
          readOnly: false,
        })
      )
    )
  );
}

/** The data source with changed settings: built anew, with a store that holds nothing yet. */
function changed(more: Partial<Pick<DataSourceInstance, 'jsonData' | 'secureJsonData'>> = {}): PluginContext {
  const dataSource = backend.context.dataSource as DataSourceInstance;
  return {
    ...backend.context,
    dataSource: {
      ...dataSource,
      updatedMs: ++version,
      jsonData: { ...dataSource.jsonData, storePath: path.join(folder, `store-${version}`), ...more.jsonData },
      secureJsonData: { ...dataSource.secureJsonData, ...more.secureJsonData },
    },
  };
}

/** Asks for everything that there is to ask, as a panel and as an alert, and keeps what comes. */
async function askEverything(name: string, context: PluginContext): Promise<string> {
  const said: Array<[string, string]> = [];
  const { handlers, clock } = backend;
  const { signal } = new AbortController();
  for (const fromalert of ['false', 'true']) {
    const toMs = clock.now();
    const queries = QUERIES.map((model, index) => ({
      refId: `Q${index}`,
      queryType: '',
      fromMs: toMs - 3_600_000,
      toMs,
      intervalMs: 60_000,
      maxDataPoints: 1000,
      model,
    }));
    const answers = await handlers.queryData({ context, headers: { fromalert }, queries }, signal);
    answers.forEach((answer, refId) => said.push([`${name}: ${refId}, alert ${fromalert}`, JSON.stringify(answer)]));
  }
  said.push([`${name}: health`, JSON.stringify(await handlers.checkHealth(context, signal))]);
  for (const [method, target, body] of RESOURCES) {
    const call = { method, path: target, query: new URLSearchParams(), headers: {} };
    const answer = await handlers.callResource(
      { context, ...call, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) },
      signal
    );
    said.push([`${name}: ${method} ${target}`, Buffer.from(answer.body).toString() + JSON.stringify(answer.headers)]);
  }
  said.push([`${name}: metrics`, await handlers.collectMetrics()]);
  said.push(...backend.logs.splice(0).map((line): [string, string] => [`${name}: log`, line]));
  for (const file of filesBelow(folder)) {
    said.push([`${name}: ${file.path}`, file.path + file.bytes]);
  }
  out.push(...said);
  return said.map(([, text]) => text).join('\n');
}

describe('no secret leaves the backend', () => {
  afterEach(() => {
    expect(leaks(secrets, out)).toEqual([]);
    out.length = 0;
  });

  it('when all is well', async () => {
    addEvents('well');
    const said = await askEverything('well', changed());
    // Every way out was looked at: events of both accounts, a session, the store, the log.
    expect(said.includes(`well-${ROLE_ACCOUNT}-0`)).toBe(true);
    expect(secrets.size).toBeGreaterThan(5);
    expect(out.some(([name]) => name.endsWith('.db'))).toBe(true);
    expect(out.some(([name]) => name.endsWith('.db-wal'))).toBe(true);
    expect(said.includes('query answered')).toBe(true);
  });

  it.each<[string, EmulatorFaults, RegExp]>([
    ['access denied', { accessDenied: true }, /denied cloudtrail:LookupEvents/],
    ['a region that is not enabled', { optInRequired: true, places: ['eu-west-1'] }, /not enabled/],
    ['expired sessions', { expireSessions: true }, /expired/],
    ['garbled records', { garbleEvery: 2, garbleAs: 'cut' }, /not be read|unreadable|without a readable/],
    ['a clock that is off', { clockOffsetSeconds: -3600 }, /[Ss]ynchronise/],
  ])('with %s', async (name, faults, sentence) => {
    addEvents(name);
    backend.emulator.setFaults(faults);
    const said = await askEverything(name, changed());
    backend.emulator.setFaults({});
    expect(sentence.exec(said)?.[0]).toBeDefined();
  });

  it('with a wrong secret key', async () => {
    const said = await askEverything('wrong', changed({ secureJsonData: { secretKey: WRONG_SECRET } }));
    expect(/Check the access key and the secret key/.exec(said)?.[0]).toBeDefined();
  });

  it('with a gateway that answers with all that it was sent, and more', async () => {
    const context = changed();
    // The role cannot be assumed; then it is, and the session's secrets come back.
    for (const [name, echo] of [
      ['gateway', `${SECRET_KEY} ${encodeURIComponent(SECRET_KEY)} ${Buffer.from(SECRET_KEY).toString('base64')}`],
      ['no gateway', undefined],
      ['gateway again', ''],
      // Where a long message is cut, it must not be cut inside a secret.
      ['gateway with much to say', 'x'.repeat(250)],
    ] as const) {
      addEvents(name);
      proxy.echo = echo;
      const said = await askEverything(name, context);
      expect(/GatewayRefused/.test(said)).toBe(echo !== undefined);
    }
    proxy.echo = undefined;
  });

  it('with a proxy that answers with all that it was sent', async () => {
    secrets.set('proxyPassword', PROXY_PASSWORD);
    // Both stand in one header, encoded together.
    const header = Buffer.from(`${PROXY_USER}:${PROXY_PASSWORD}`).toString('base64').replace(/=+$/, '');
    secrets.set('proxy-authorization', header);
    addEvents('proxy');
    proxy.echo = '';
    const said = await askEverything(
      'proxy',
      changed({
        jsonData: {
          endpoint: backend.emulator.url,
          proxyType: 'url',
          proxyUrl: proxy.url,
          proxyUsername: PROXY_USER,
        },
        secureJsonData: { proxyPassword: PROXY_PASSWORD },
      })
    );
    proxy.echo = undefined;
    expect(/GatewayRefused/.exec(said)?.[0]).toBeDefined();
    expect(/Basic \[secret\]/.exec(said)?.[0]).toBeDefined();
  });

  it('with settings that are wrong', async () => {
    secrets.set('misplaced', MISPLACED);
    const said = await askEverything(
      'settings',
      changed({
        jsonData: { regions: [], lookupTimeoutSeconds: 'soon', authType: 'kyes', storePath: 'relative' },
        secureJsonData: { sessionToken: MISPLACED },
      })
    );
    expect(/settings need attention/.exec(said)?.[0]).toBeDefined();
  });
});

(process.platform === 'win32' ? describe.skip : describe)('the store', () => {
  it('is private: folders 0700, files 0600', async () => {
    addEvents('modes');
    await askEverything('modes', changed({ jsonData: { storePath: path.join(folder, 'a', 'b') } }));
    const [root, ...files] = filesBelow(folder);
    expect(statSync(root.path).isDirectory()).toBe(true);
    expect(files.some(({ path: name }) => name.endsWith('.db-wal'))).toBe(true);
    for (const file of files) {
      expect([file.path, file.mode.toString(8)]).toEqual([file.path, file.directory ? '700' : '600']);
    }
  });
});
