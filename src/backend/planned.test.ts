import { DEFAULT_ACCOUNT } from '../cloudtrail/emulator';
import { columnOf, EmulatedBackend } from './testing/emulatedBackend';

/** A busy account, AWS's two requests a second, and time that runs sixty times as fast. */
const MINUTE = 60_000;
const RANGE_MINUTES = 30;
const EVENTS_PER_MINUTE = 600;
const RARE = [
  { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com', count: 3 },
  { eventName: 'DeactivateMFADevice', eventSource: 'iam.amazonaws.com', count: 2 },
  { eventName: 'CreateAccessKey', eventSource: 'iam.amazonaws.com', count: 5 },
];

const started: EmulatedBackend[] = [];
afterAll(() => Promise.all(started.map((backend) => backend.close())));

async function start(): Promise<EmulatedBackend> {
  const backend = await EmulatedBackend.start({
    speed: 60,
    rules: Object.fromEntries(
      RARE.map(({ eventName }, index) => [`${eventName}.yml`, ruleText(index, `eventName: ${eventName}`)])
    ),
    jsonData: { lookupTimeoutSeconds: 600 },
  });
  started.push(backend);
  const fromMs = backend.clock.now() - RANGE_MINUTES * MINUTE;
  const step = MINUTE / EVENTS_PER_MINUTE;
  const usual = Array.from({ length: RANGE_MINUTES * EVENTS_PER_MINUTE }, (_, index) =>
    record('DescribeInstances', 'ec2.amazonaws.com', fromMs + index * step, index)
  );
  const rare = RARE.flatMap(({ eventName, eventSource, count }, kind) =>
    Array.from({ length: count }, (_, index) =>
      record(eventName, eventSource, fromMs + (index + 1) * 5 * MINUTE, 1_000_000 + kind * 1000 + index)
    )
  );
  backend.emulator.addEvents([...usual, ...rare]);
  return backend;
}

const lookups = (backend: EmulatedBackend) => backend.emulator.stats().byOperation.LookupEvents ?? 0;

describe('rules that name three rare events of a busy account', () => {
  it('take less than a tenth of the requests of fetching everything, and miss nothing', async () => {
    const [everything, planned] = [await start(), await start()];
    const range = (backend: EmulatedBackend) => {
      const toMs = backend.clock.now();
      return { fromMs: toMs - (RANGE_MINUTES + 1) * MINUTE, toMs, alert: true };
    };
    const [all, some] = await Promise.all([
      everything.query(
        { queryType: 'counts', format: 'numeric', rule: ruleText(9, 'errorCode: AccessDenied') },
        range(everything)
      ),
      planned.query({ queryType: 'counts', format: 'numeric' }, range(planned)),
    ]);
    expect([all.error, some.error]).toEqual([undefined, undefined]);
    const counts = Object.fromEntries(
      columnOf(some.frames[0], 'rule').map((rule, index) => [rule, columnOf(some.frames[0], 'count')[index]])
    );
    expect(counts).toEqual(Object.fromEntries(RARE.map(({ count }, index) => [`Rule ${index}`, count])));
    expect(lookups(everything)).toBeGreaterThan(RANGE_MINUTES * (EVENTS_PER_MINUTE / 50));
    expect(lookups(planned)).toBeLessThan(lookups(everything) / 10);
    const executed = some.frames[0].meta?.executedQueryString ?? '';
    for (const { eventName } of RARE) {
      expect(executed).toContain(`EventName=${eventName} `);
    }
    expect(executed).toMatch(/Estimated: 3 requests now, about 3 requests per minute/);
  }, 60_000);
});

function record(eventName: string, eventSource: string, timeMs: number, serial: number): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventID: `00000000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`,
    eventTime: new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventName,
    eventSource,
    awsRegion: 'us-east-1',
    recipientAccountId: DEFAULT_ACCOUNT,
    eventType: 'AwsApiCall',
    managementEvent: true,
    readOnly: eventName.startsWith('Describe'),
    userIdentity: { type: 'IAMUser', userName: 'alice' },
  });
}

function ruleText(index: number, selection: string): string {
  return `title: Rule ${index}
id: 00000000-0000-4000-9000-00000000000${index}
logsource: {product: aws, service: cloudtrail}
detection: {selection: {${selection}}, condition: selection}
level: high
`;
}
