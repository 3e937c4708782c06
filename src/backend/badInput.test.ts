import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  DEFAULT_ACCESS_KEY,
  DEFAULT_SECRET_KEY,
  defaultAccounts,
  startEmulator,
  type Emulator,
  type EmulatorFaults,
} from '../cloudtrail/emulator';
import { record } from '../cloudtrail/emulator/testing';
import { DATASOURCE_ID } from '../contract/ids';
import { createHandlers } from './handlers';
import type { DataResponse, PluginContext } from './protocol/handlers';

/** Everything that is wrong ends in a sentence that says what to do next, at the query or the health check it belongs to. */
const OTHER_ACCOUNT = '444455556666';
const RULE = `title: Any
id: 11111111-1111-4111-8111-111111111111
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: DescribeInstances }
  condition: selection
level: low
`;
const COUNTS = { queryType: 'counts', format: 'numeric' };

let emulator: Emulator;
let handlers: ReturnType<typeof createHandlers>;
beforeEach(async () => {
  const accounts = defaultAccounts(['111122223333', OTHER_ACCOUNT]);
  emulator = await startEmulator({ accounts, requestsPerSecond: Infinity });
  emulator.addEvents([record('a', 60), record('b', 120, { awsRegion: 'eu-west-1' })]);
  handlers = createHandlers({ bundledRules: [{ file: 'any.yml', text: RULE }], storeFolder: 'memory' });
});
afterEach(async () => {
  await handlers.dispose();
  await emulator.close();
});

interface Setting {
  readonly jsonData?: object;
  readonly secure?: object;
  readonly range?: readonly [number, number];
  readonly faults?: EmulatorFaults;
}

function context({ jsonData, secure }: Setting): PluginContext {
  return {
    orgId: 1,
    pluginId: DATASOURCE_ID,
    grafanaConfig: {},
    dataSource: {
      id: 1,
      uid: 'bad',
      name: 'bad',
      url: '',
      updatedMs: 1,
      jsonData: {
        authType: 'keys',
        defaultRegion: 'us-east-1',
        regions: ['us-east-1', 'eu-west-1'],
        endpoint: emulator.url,
        requestsPerSecond: 500,
        lookupTimeoutSeconds: 1,
        ...jsonData,
      },
      secureJsonData: { accessKey: DEFAULT_ACCESS_KEY, secretKey: DEFAULT_SECRET_KEY, ...secure },
    },
  };
}

async function ask(models: readonly object[], setting: Setting = {}): Promise<DataResponse[]> {
  emulator.setFaults(setting.faults ?? {});
  const [fromMs, toMs] = setting.range ?? [Date.now() - 600_000, Date.now()];
  const queries = models.map((model, index) => ({
    refId: String(index),
    queryType: '',
    fromMs,
    toMs,
    intervalMs: 60_000,
    maxDataPoints: 100,
    model: { ...model },
  }));
  const request = { context: context(setting), headers: {}, queries };
  const answers = await handlers.queryData(request, new AbortController().signal);
  return queries.map(({ refId }) => answers.get(refId) ?? { status: 0, frames: [] });
}

const counted = (answer: DataResponse): unknown => answer.frames[0]?.fields.at(-1)?.values[0];

describe('what is wrong with the set-up', () => {
  const cases: Array<[string, Setting, RegExp]> = [
    ['wrong secret', { secure: { secretKey: 'wrong-secret-value' } }, /secret key/i],
    ['unknown key', { secure: { accessKey: 'AKIANOBODY' } }, /access key/i],
    ['a region that is not enabled', { faults: { optInRequired: true } }, /not enabled/i],
    ['a denied action', { faults: { accessDenied: true } }, /cloudtrail:LookupEvents/],
    [
      'an expired token',
      {
        jsonData: {
          accounts: [{ assumeRoleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/SigtrailReader`, externalId: 'wrong' }],
        },
      },
      /external ID/i,
    ],
    ['an endpoint that does not answer', { jsonData: { endpoint: 'http://127.0.0.1:9' } }, /127\.0\.0\.1:9/],
  ];

  it.each(cases)('%s: health check and query both say what to do', async (_name, setting, sentence) => {
    emulator.setFaults(setting.faults ?? {});
    const health = await handlers.checkHealth(context(setting), new AbortController().signal);
    expect(health.status).toBe('error');
    expect(health.message).toMatch(sentence);
    const [answer] = await ask([COUNTS], setting);
    const said = [
      answer.error,
      ...answer.frames.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text)),
    ].join(' ');
    expect(said).toMatch(sentence);
    expect(health.message + said).not.toContain('wrong-secret-value');
  });

  it('no region: searches us-east-1 and says so', async () => {
    const setting = { jsonData: { defaultRegion: undefined, regions: [] } };
    const health = await handlers.checkHealth(context(setting), new AbortController().signal);
    expect(health.message).toMatch(/defaultRegion: is not set: set a default region; us-east-1 is used/);
    expect(counted((await ask([COUNTS], setting))[0])).toBe(1);
  });

  it('leaves the other region’s events alone', async () => {
    const [answer] = await ask([COUNTS], { faults: { accessDenied: true, places: ['eu-west-1'] } });
    expect(counted(answer)).toBe(1);
    expect(answer.frames[0].meta?.notices?.[0].text).toMatch(/eu-west-1/);
  });

  it('asks for new credentials where a session ends in mid-scan', async () => {
    const role = {
      assumeRoleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/SigtrailReader`,
      externalId: 'sigtrail-emulator',
    };
    emulator.addEvents([record('theirs', 30, { recipientAccountId: OTHER_ACCOUNT })]);
    const setting = { jsonData: { accounts: [role] } };
    expect(counted((await ask([COUNTS], setting))[0])).toBe(3);
    emulator.addEvents([record('later', 10, { recipientAccountId: OTHER_ACCOUNT })]);
    const [answer] = await ask([{ ...COUNTS, rule: RULE }], { ...setting, faults: { expireSessions: true } });
    expect(answer.error).toBeUndefined();
  });
});

describe('what is wrong with a query', () => {
  it.each<[string, object, RegExp]>([
    ['an unknown query type', { queryType: 'detektions' }, /detections, counts, events, rules, coverage/],
    ['a rule with broken YAML', { ...COUNTS, rule: 'title: [' }, /line 1, column \d+: .*YAML/],
    [
      'a rule with an unknown modifier',
      { ...COUNTS, rule: RULE.replace('eventName:', 'eventName|beginswith:') },
      /line 5, column \d+: .*startswith/,
    ],
  ])('%s is its own query’s fault', async (_name, model, sentence) => {
    const [bad, good] = await ask([model, COUNTS]);
    expect(bad).toMatchObject({ status: 400, frames: [] });
    expect(bad.error).toMatch(sentence);
    expect(counted(good)).toBe(2);
  });

  it('a field that CloudTrail does not have matches nothing and is said by the check', async () => {
    const rule = RULE.replace('eventName:', 'eventNam:');
    const [answer] = await ask([{ ...COUNTS, rule }]);
    expect(counted(answer)).toBe(0);
    const body = Buffer.from(JSON.stringify({ yaml: rule }));
    const call = { method: 'POST', path: 'rules/check', query: new URLSearchParams(), headers: {}, body };
    const checked = await handlers.callResource({ context: context({}), ...call }, new AbortController().signal);
    expect(Buffer.from(checked.body).toString()).toMatch(/did you mean eventName/i);
  });

  it.each<[string, readonly [number, number], RegExp]>([
    ['reversed', [Date.now(), Date.now() - 60_000], /before/],
    ['older than 90 days', [Date.now() - 200 * 86_400_000, Date.now() - 100 * 86_400_000], /90 days/],
  ])('a time range %s', async (_name, range, sentence) => {
    const [answer] = await ask([COUNTS], { range });
    const notices = answer.frames.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text));
    expect([answer.error ?? '', ...notices].join(' ')).toMatch(sentence);
  });

  it('a range that begins before the 90 days is cut, with a notice', async () => {
    const [answer] = await ask([COUNTS], { range: [Date.now() - 200 * 86_400_000, Date.now()] });
    expect(counted(answer)).toBe(2);
    expect(answer.frames[0].meta?.notices?.map(({ text }) => text).join(' ')).toMatch(/90 days/);
  });
});

describe('what is wrong with the data', () => {
  it.each(['cut', 'null'] as const)(
    'a CloudTrailEvent that is %s is counted and named; the others are searched',
    async (garbleAs) => {
      emulator.addEvents([record('c', 61)]);
      const [answer] = await ask([COUNTS], { faults: { garbleEvery: 2, garbleAs, places: ['us-east-1'] } });
      expect(counted(answer)).toBe(2);
      expect(answer.frames[0].meta?.notices?.map(({ text }) => text).join(' ')).toMatch(/1 event/);
    }
  );

  it('a folder’s broken rule is listed; its good ones run', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-rules-'));
    try {
      writeFileSync(path.join(folder, 'good.yml'), RULE.replace(/^id: 1/m, 'id: 2'));
      writeFileSync(path.join(folder, 'bad.yml'), 'title: [');
      const setting = { jsonData: { rulePaths: [folder], bundledRules: false } };
      expect(counted((await ask([COUNTS], setting))[0])).toBe(2);
      const health = await handlers.checkHealth(context(setting), new AbortController().signal);
      expect(health).toMatchObject({ status: 'ok', message: expect.stringMatching(/bad\.yml/) as string });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
