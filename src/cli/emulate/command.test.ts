import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { LookupEventsCommand, CloudTrailClient, type LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import { emulateCommand } from './command';

interface Ready {
  url: string;
  events: number;
  accounts: Array<{ id: string; accessKeyId: string; secretAccessKey: string }>;
}

/** Runs the command until `body` is done with what it printed. */
async function emulate(args: string[], body: (ready: Ready, output: string) => Promise<void>): Promise<number> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  let printed: (text: string) => void = () => undefined;
  const output = new Promise<string>((resolve) => (printed = resolve));
  const io = { out: (text: string) => printed(text), err: (text: string) => printed(text), tty: false };
  const running = emulateCommand(['--port', '0', ...args], io, () => stopped);
  try {
    const text = await output;
    await body(args.includes('--json') ? (JSON.parse(text) as Ready) : ({} as Ready), text);
  } finally {
    stop();
  }
  return running;
}

function lookup({ url, accounts: [key] }: Ready, region: string, account = key): Promise<LookupEventsCommandOutput> {
  return new CloudTrailClient({ endpoint: url, region, credentials: account, maxAttempts: 1 }).send(
    new LookupEventsCommand({})
  );
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-emulate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = (eventID: string, eventTime: string, recipientAccountId: string, more = {}) =>
  JSON.stringify({ eventID, eventTime, recipientAccountId, awsRegion: 'eu-west-1', managementEvent: true, ...more });

describe('sigtrail emulate', () => {
  it('plays files, shifted to now, for the accounts that they name', async () => {
    const nested = { requestParameters: { eventTime: '2020-01-01T00:00:00Z' } };
    writeFileSync(
      path.join(folder, 'a.ndjson'),
      `${record('a', '2020-01-01T00:00:00Z', '111111111111', nested)}\nbroken\n`
    );
    writeFileSync(path.join(folder, 'b.json'), `{"Records": [${record('b', '2020-01-01T00:10:00Z', '222222222222')}]}`);
    const code = await emulate(['--json', '--data', folder, '--retime', 'now'], async (ready) => {
      expect(ready).toMatchObject({ events: 2, accounts: [{ id: '111111111111' }, { id: '222222222222' }] });
      const [first] = (await lookup(ready, 'eu-west-1')).Events ?? [];
      const [second] = (await lookup(ready, 'eu-west-1', ready.accounts[1])).Events ?? [];
      expect([first.EventId, second.EventId]).toEqual(['a', 'b']);
      expect(Number(second.EventTime) - Number(first.EventTime)).toBe(600_000);
      expect(Math.abs(Date.now() - Number(second.EventTime))).toBeLessThan(30_000);
      const text = JSON.parse(first.CloudTrailEvent ?? '') as { eventTime: string; requestParameters: unknown };
      expect(Date.parse(text.eventTime)).toBe(Number(first.EventTime));
      expect(text.requestParameters).toEqual(nested.requestParameters);
    });
    expect(code).toBe(0);
  });

  it('makes traffic for accounts and regions, the same for the same seed', async () => {
    const args = ['--json', '--generate', '--hours', '1', '--accounts', '333333333333', '--regions', 'eu-west-1'];
    await emulate(args, async (ready) => {
      expect(ready.events).toBeGreaterThan(100);
      expect((await lookup(ready, 'eu-west-1')).Events).toHaveLength(50);
    });
  });

  it('says what it left out', async () => {
    writeFileSync(path.join(folder, 'a.ndjson'), `${record('a', new Date().toISOString(), '111111111111')}\n[]\n{}\n`);
    await emulate(['--data', folder], async (_, text) => {
      expect(text).toMatch(/with 1 events\./);
      expect(text).toMatch(/Left out: 1, without an eventTime/);
      expect(text).toMatch(/Left out: 1, no JSON objects/);
    });
  });

  it.each([
    [['--retime', 'later'], /--retime takes "now", not "later"/],
    [['--port', 'x'], /--port takes a number/],
    [['--accounts', '12'], /"12" is not an AWS account ID/],
    [['--faults', '{"no": 1}'], /There is no fault "no"/],
    [['--data', '/nowhere/at/all'], /cannot be read/],
    [['trail.json'], /name files after --data/],
  ])('refuses %j', async (args, sentence) => {
    expect(
      await emulate(args, async (_, text) => {
        expect(text).toMatch(sentence);
      })
    ).toBe(2);
  });

  it('delivers a trail to a folder, with what LookupEvents never shows', async () => {
    const trail = path.join(folder, 'trail');
    const data = path.join(folder, 'a.ndjson');
    const time = new Date(Date.now() - 3_600_000).toISOString();
    writeFileSync(
      data,
      [record('a', time, '111111111111'), record('b', time, '111111111111', { managementEvent: false })].join('\n')
    );
    await emulate(['--json', '--data', data, '--trail', trail], async (ready) => expect(ready.events).toBe(1));
    const delivered = readdirSync(trail, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'));
    expect(delivered).toEqual([
      expect.stringMatching(/^AWSLogs\/111111111111\/CloudTrail\/eu-west-1\/\d{4}\/\d\d\/\d\d\//),
    ]);
    const { Records: records } = JSON.parse(gunzipSync(readFileSync(path.join(trail, delivered[0]))).toString()) as {
      Records: unknown[];
    };
    expect(records).toHaveLength(2);
  });

  it('answers for Athena where it is given a Trino, and says so', async () => {
    const { AthenaClient, StartQueryExecutionCommand } = await import('@aws-sdk/client-athena');
    const start = ({ url, accounts: [key] }: Ready) =>
      new AthenaClient({ endpoint: url, region: 'us-east-1', credentials: key, maxAttempts: 1 }).send(
        new StartQueryExecutionCommand({ QueryString: 'SELECT 1' })
      );
    await emulate(['--trino', 'http://127.0.0.1:9', '--json'], async (ready) => {
      expect(await start(ready)).toMatchObject({ QueryExecutionId: expect.any(String) as string });
    });
    await emulate(['--json'], async (ready) => {
      await expect(start(ready)).rejects.toMatchObject({ name: 'UnknownOperationException' });
    });
    await emulate(['--trino', 'http://127.0.0.1:9'], async (_, output) => {
      expect(output).toContain('Athena is answered for too; statements run on http://127.0.0.1:9.');
    });
  });

  it('refuses a Trino that would be reached in the clear', async () => {
    const io = { out: () => undefined, err: jest.fn(), tty: false };
    expect(await emulateCommand(['--port', '0', '--trino', 'http://trino.example.com:8080'], io)).toBe(2);
    expect(io.err).toHaveBeenCalledWith(expect.stringMatching(/Plain HTTP goes to this machine alone/));
  });
});
