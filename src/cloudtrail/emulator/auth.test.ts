import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { DEFAULT_ACCOUNT, DEFAULT_EXTERNAL_ID, DEFAULT_ROLE, defaultAccounts } from './auth/accounts';
import { startEmulator, type Emulator } from './startEmulator';
import { cloudTrail, KEYS, lookupAll, record, sts, type Keys } from './testing';

const OTHER = '444455556666';
const ROLE = `arn:aws:iam::${OTHER}:role/${DEFAULT_ROLE}`;
let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ accounts: defaultAccounts([DEFAULT_ACCOUNT, OTHER]), requestsPerSecond: Infinity });
});
afterEach(() => emulator.close());

const assume = (more: Record<string, unknown> = {}) =>
  sts(emulator).send(
    new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'sigtrail', ExternalId: DEFAULT_EXTERNAL_ID, ...more })
  );
async function session(): Promise<Keys> {
  const { Credentials: given } = await assume();
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken,
  };
}

describe('authentication of the emulator, by the real SDK', () => {
  it('knows who calls', async () => {
    expect(await sts(emulator).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: DEFAULT_ACCOUNT,
      Arn: `arn:aws:iam::${DEFAULT_ACCOUNT}:user/sigtrail`,
    });
  });

  it('gives a session of the role, which sees the role’s account', async () => {
    emulator.addEvents([record('own', 10), record('other', 10, { recipientAccountId: OTHER })]);
    const keys = await session();
    expect(await lookupAll(cloudTrail(emulator, 'us-east-1', keys))).toEqual(['other']);
    expect(await sts(emulator, 'us-east-1', keys).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: OTHER,
      Arn: `arn:aws:sts::${OTHER}:assumed-role/${DEFAULT_ROLE}/sigtrail`,
    });
  });

  it.each([
    ['another external ID', { ExternalId: 'guess' }, 'AccessDenied'],
    ['no external ID', { ExternalId: undefined }, 'AccessDenied'],
    ['a role that is not there', { RoleArn: `${ROLE}X` }, 'AccessDenied'],
    ['a session name with a blank', { RoleSessionName: 'a b' }, 'ValidationError'],
    ['more time than the role gives', { DurationSeconds: 7200 }, 'ValidationError'],
    ['less time than STS gives', { DurationSeconds: 60 }, 'ValidationError'],
  ])('refuses %s', async (_name, more, name) => {
    await expect(assume(more)).rejects.toMatchObject({ name });
  });

  it('refuses unknown keys, wrong secrets and changed tokens, each by both protocols’ names', async () => {
    const { accessKeyId, sessionToken, secretAccessKey } = await session();
    const cases: Array<[Keys, string, string]> = [
      [{ ...KEYS, accessKeyId: 'AKIANOBODY' }, 'UnrecognizedClientException', 'InvalidClientTokenId'],
      [{ ...KEYS, secretAccessKey: 'wrong' }, 'InvalidSignatureException', 'SignatureDoesNotMatch'],
      [{ accessKeyId, secretAccessKey }, 'UnrecognizedClientException', 'InvalidClientTokenId'],
      [
        { accessKeyId, secretAccessKey, sessionToken: `${sessionToken ?? ''}x` },
        'UnrecognizedClientException',
        'InvalidClientTokenId',
      ],
    ];
    for (const [keys, json, query] of cases) {
      await expect(lookupAll(cloudTrail(emulator, 'us-east-1', keys))).rejects.toMatchObject({ name: json });
      await expect(sts(emulator, 'us-east-1', keys).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: query,
        $metadata: { httpStatusCode: 403 },
      });
    }
  });

  it('ends sessions when told so; new ones work', async () => {
    const keys = await session();
    const client = cloudTrail(emulator, 'us-east-1', keys);
    await client.send(new LookupEventsCommand({}));
    await new Promise((resolve) => setTimeout(resolve, 5));
    emulator.setFaults({ expireSessions: true });
    await expect(client.send(new LookupEventsCommand({}))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(lookupAll(cloudTrail(emulator, 'us-east-1', await session()))).resolves.toEqual([]);
  });

  it('refuses a client whose clock is ten minutes off', async () => {
    emulator.setFaults({ clockOffsetSeconds: 600 });
    const client = new CloudTrailClient({
      endpoint: emulator.url,
      region: 'us-east-1',
      credentials: KEYS,
      maxAttempts: 1,
    });
    await expect(client.send(new LookupEventsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringMatching(/Signature expired/) as string,
    });
  });

  it('refuses a body that was changed on its way, and a request without a signature', async () => {
    const client = cloudTrail(emulator);
    const command = new LookupEventsCommand({ MaxResults: 1 });
    command.middlewareStack.add(
      (next) => (args) => {
        (args.request as { body: Uint8Array }).body = Buffer.from('{"MaxResults":2}');
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' }
    );
    await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const target = { 'x-amz-target': 'CloudTrail_20131101.LookupEvents' };
    const plain = await fetch(emulator.url, { method: 'POST', headers: target, body: '{}' });
    expect([plain.status, await plain.json()]).toEqual([
      400,
      { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    ]);
  });
});
