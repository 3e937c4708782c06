import { AwsError } from '../aws/errors';
import { credentialsFor } from '../aws/credentials';
import type { AwsSettings } from '../aws/settings';
import { Accounts } from '../aws/accounts';
import {
  assumedRole,
  awsFault,
  callerIdentityOf,
  json,
  WireServer,
  type WireAnswer,
  type WireRequest,
} from '../testing/wireServer';
import { createLookupClient } from './client';

const PLACE = { account: '111111111111', region: 'eu-central-1' };
const ROLE = 'arn:aws:iam::222222222222:role/audit';
const RECORD = JSON.stringify({ eventID: 'e1', eventName: 'CreateUser' });
const EVENT = {
  EventId: 'e1',
  EventName: 'CreateUser',
  ReadOnly: 'false',
  AccessKeyId: 'AKIA1',
  EventTime: 1780315200.0,
  EventSource: 'iam.amazonaws.com',
  Username: 'alice',
  Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'bob' }],
  CloudTrailEvent: RECORD,
};
const signal = new AbortController().signal;
const REQUEST = { startS: 1780311600, endS: 1780315200 };

let server: WireServer;
let url: string;

async function serve(answer: (request: WireRequest, index: number) => WireAnswer | Promise<WireAnswer>): Promise<void> {
  server = new WireServer(answer);
  url = await server.start();
}
afterEach(() => server.stop());

const isSts = ({ body }: WireRequest) => body.startsWith('Action=');
function settings(more: Partial<AwsSettings> = {}): AwsSettings {
  const keys = { authType: 'keys', accessKey: 'AKIAKEYS', secretKey: 'SECRET', sessionToken: 'TOKEN' } as const;
  return { ...keys, defaultRegion: 'eu-central-1', endpoint: url, accounts: [], ...more };
}
function client(more: Partial<AwsSettings> = {}) {
  const aws = settings(more);
  return createLookupClient(PLACE, credentialsFor(aws, { kind: 'own' }), aws);
}

describe('createLookupClient', () => {
  it('sends one signed request with absolute times, and reads envelope and record', async () => {
    await serve(() => json({ Events: [EVENT], NextToken: 'next' }));
    const page = await client().lookup(
      { ...REQUEST, filter: { attribute: 'EventName', value: 'CreateUser' }, token: 'from-here' },
      signal
    );
    const [{ headers, body }] = server.requests;
    expect(headers['x-amz-target']).toMatch(/\.LookupEvents$/);
    expect(headers.authorization).toMatch(/Credential=AKIAKEYS\/\d{8}\/eu-central-1\/cloudtrail\//);
    expect(headers['x-amz-security-token']).toBe('TOKEN');
    expect(JSON.parse(body)).toEqual({
      StartTime: 1780311600,
      EndTime: 1780315200,
      MaxResults: 50,
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }],
      NextToken: 'from-here',
    });
    expect(page).toEqual({
      token: 'next',
      unreadable: 0,
      rows: [
        {
          ...PLACE,
          eventId: 'e1',
          timeMs: 1780315200_000,
          eventName: 'CreateUser',
          eventSource: 'iam.amazonaws.com',
          readOnly: false,
          username: 'alice',
          accessKeyId: 'AKIA1',
          resources: [{ type: 'AWS::IAM::User', name: 'bob' }],
          text: RECORD,
        },
      ],
    });
  });

  it.each([[undefined], [null], ['{'], ['[]'], ['7'], ['']])(
    'keeps an event whose record is %j, without the record',
    async (record) => {
      await serve(() =>
        json({
          Events: [
            { ...EVENT, CloudTrailEvent: record },
            { ...EVENT, EventId: 'e2' },
          ],
        })
      );
      const { rows } = await client().lookup(REQUEST, signal);
      expect(rows.map(({ eventId, text }) => [eventId, text])).toEqual([
        ['e1', null],
        ['e2', RECORD],
      ]);
    }
  );

  it('counts entries that nothing can be said about', async () => {
    await serve(() => json({ Events: [{}, EVENT] }));
    expect(await client().lookup(REQUEST, signal)).toMatchObject({ unreadable: 1, rows: [{ eventId: 'e1' }] });
  });

  it.each([
    [awsFault('ThrottlingException', 'Rate exceeded'), 'throttled'],
    [awsFault('com.amazonaws.cloudtrail#InvalidNextTokenException'), 'invalid-token'],
    [awsFault('AccessDeniedException'), 'access-denied'],
    [awsFault('InternalFailure', '', 500), 'server'],
    [{ status: 503, body: '<html>busy</html>' } as const, 'server'],
    ['drop' as const, 'network'],
  ])('makes %j the fault %s, after one request: retries are the collector’s', async (answer, fault) => {
    await serve(() => answer);
    await expect(client().lookup(REQUEST, signal)).rejects.toMatchObject({ name: 'AwsError', fault });
    expect(server.requests).toHaveLength(1);
  });

  it('cannot reach a server that is not there', async () => {
    await serve(() => 'drop');
    const nobody = client();
    await server.stop();
    await expect(nobody.lookup(REQUEST, signal)).rejects.toMatchObject({ fault: 'network', code: 'ECONNREFUSED' });
  });

  it('gives up a request that is aborted', async () => {
    await serve(() => json({ Events: [] }));
    const abort = new AbortController();
    const running = client().lookup(REQUEST, abort.signal);
    abort.abort();
    await expect(running).rejects.toMatchObject({ fault: 'cancelled' });
  });

  it('assumes the role with its external ID, once, and signs with what it got', async () => {
    await serve((request) =>
      isSts(request) ? assumedRole('ASIAROLE', new Date(Date.now() + 3600_000)) : json({ Events: [] })
    );
    const role = client({ assumeRoleArn: ROLE, externalId: 'x y' });
    await Promise.all([role.lookup(REQUEST, signal), role.lookup(REQUEST, signal)]);
    const sts = server.requests.filter(isSts);
    expect(sts).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(sts[0].body))).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      ExternalId: 'x y',
    });
    expect(server.requests.at(-1)?.headers.authorization).toContain('Credential=ASIAROLE/');
  });

  it('asks for new credentials after AWS called the old ones expired', async () => {
    let given = 0;
    await serve((request) => {
      if (isSts(request)) {
        return assumedRole(`ASIA${++given}`, new Date(Date.now() + 3600_000));
      }
      return request.headers.authorization?.includes('ASIA1/')
        ? awsFault('ExpiredTokenException')
        : json({ Events: [] });
    });
    const role = client({ assumeRoleArn: ROLE });
    await expect(role.lookup(REQUEST, signal)).rejects.toMatchObject({ fault: 'expired-credentials' });
    await expect(role.lookup(REQUEST, signal)).resolves.toMatchObject({ rows: [] });
    expect(given).toBe(2);
  });

  it('says that keys are missing', async () => {
    await serve(() => 'drop');
    const { accessKey: _, ...without } = settings();
    const nobody = createLookupClient(PLACE, credentialsFor(without, { kind: 'own' }), without);
    await expect(nobody.lookup(REQUEST, signal)).rejects.toThrow(/accessKey or secretKey is not set/);
  });
});

describe('Accounts', () => {
  it('knows the credentials’ own account from STS and further ones from their roles', async () => {
    await serve(() => callerIdentityOf('111111111111'));
    const accounts = new Accounts(settings({ accounts: [{ name: 'prod', assumeRoleArn: ROLE }] }));
    const all = await accounts.resolve();
    expect(all.accounts.map(({ id, name }) => [id, name])).toEqual([
      ['111111111111', undefined],
      ['222222222222', 'prod'],
    ]);
    expect((await accounts.resolve(undefined, ['prod'])).accounts.map(({ id }) => id)).toEqual(['222222222222']);
    await expect(accounts.resolve(undefined, ['333333333333'])).rejects.toThrow(/does not search account 333333333333/);
    expect(server.requests).toHaveLength(1);
  });

  it('does not wait for STS longer than the query may, and asks on for the next', async () => {
    let answer: ((reply: WireAnswer) => void) | undefined;
    await serve(() => new Promise<WireAnswer>((resolve) => (answer = resolve)));
    const accounts = new Accounts(settings());
    const first = await accounts.resolve(AbortSignal.timeout(50));
    expect(first.failures[0].error.fault).toBe('timeout');
    answer?.(callerIdentityOf('111111111111'));
    expect((await accounts.resolve()).accounts.map(({ id }) => id)).toEqual(['111111111111']);
    expect(server.requests).toHaveLength(1);
  });

  it('reports keys that STS refuses as that account’s failure', async () => {
    await serve(() => ({
      status: 403,
      headers: { 'content-type': 'text/xml' },
      body: '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>',
    }));
    const { accounts, failures } = await new Accounts(settings({ accounts: [{ assumeRoleArn: ROLE }] })).resolve();
    expect(accounts.map(({ id }) => id)).toEqual(['222222222222']);
    expect(failures[0].error).toBeInstanceOf(AwsError);
    expect(failures[0].error.fault).toBe('bad-credentials');
  });
});
