import { assumedRole, iamUser, rootUser, type Caller } from '../caller';
import type { Person, Role } from '../cast';
import { computeWrites, ec2Reads, scalingReads } from '../calls/compute';
import { read, write } from '../calls/define';
import { assumeRole, iamReads, iamWrites } from '../calls/identity';
import { bucketReads, storageWrites } from '../calls/storage';
import { sometimesDenied } from '../failures';
import { inTurn, type Activity, type Call, type Scene, type Step } from '../scene';
import { workAt } from '../rhythm';

const CONSOLE_READS = [...ec2Reads, ...scalingReads, ...bucketReads, ...iamReads];
const WRITES = [...computeWrites, ...computeWrites, ...storageWrites, ...iamWrites];
const health = read('health', 'DescribeEventAggregates', {
  aggregateField: 'eventTypeCategory',
  filter: { eventStatusCodes: ['open', 'upcoming'] },
});

/** Somebody who is at work at that hour. */
export function personAtWork({ random, cast, startMs }: Scene, among: readonly Person[] = cast.people): Person {
  return random.weighted(among.map((who) => ({ who, weight: 0.02 + workAt(startMs, who.utcOffset) }))).who;
}

/** The role that Identity Center makes for a permission set. */
export function permissionSetRole({ cast }: Scene, { permissionSet }: Person): Role {
  const role = cast.permissionSets.get(permissionSet);
  if (!role) {
    throw new Error(`The cast has no permission set ${permissionSet}.`);
  }
  return role;
}

/** A sign-in to the console by Identity Center or with a password, then looking around, and now and then a change. */
export const consoleSession: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const who = personAtWork(scene);
  const byPassword = who.signsIn === 'iam';
  const role = permissionSetRole(scene, who);
  const identity = byPassword
    ? iamUser(random, cast, who, startMs)
    : assumedRole(random, cast, role, { session: `${who.login}@example.com`, createdMs: startMs });
  const caller: Caller = { identity, ip: who.ip, agent: who.browser, console: true };
  const signIn = byPassword ? passwordSignIn(scene, who, caller) : identityCenterSignIn(scene, who, role, caller);
  const calls = Array.from({ length: random.integer(4, 14) }, (_, at) =>
    at === 0 ? health(scene) : random.pick(random.chance(0.07) ? WRITES : CONSOLE_READS)(scene)
  ).map((call) => sometimesDenied(scene, caller, call, 0.02));
  const lastMs = signIn.at(-1)?.afterMs ?? 0;
  return [...signIn, ...inTurn(scene, caller, calls, 4000, lastMs + 2000)];
};

/** Work on the command line, with a key or with a session of Identity Center. */
export const commandLineSession: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const who = personAtWork(scene);
  const identity =
    who.signsIn === 'iam'
      ? iamUser(random, cast, who)
      : assumedRole(random, cast, permissionSetRole(scene, who), {
          session: `${who.login}@example.com`,
          createdMs: startMs - random.integer(1, 50) * 60_000,
        });
  const caller: Caller = { identity, ip: who.ip, agent: who.tool };
  const calls = Array.from({ length: random.integer(1, 6) }, () =>
    random.pick(random.chance(0.1) ? WRITES : [...CONSOLE_READS.slice(0, 20), whoAmI])(scene)
  ).map((call) => sometimesDenied(scene, caller, call, 0.03));
  return inTurn(scene, caller, calls, 9000);
};

/** A log group that is no longer needed; the rule of level low is to show it. */
export const tidyUp: Activity = (scene) => {
  const { random, cast } = scene;
  const who = personAtWork(
    scene,
    cast.people.filter(({ signsIn }) => signsIn === 'identity-center')
  );
  const caller: Caller = {
    identity: assumedRole(random, cast, permissionSetRole(scene, who), {
      session: `${who.login}@example.com`,
      createdMs: scene.startMs - 900_000,
    }),
    ip: who.ip,
    agent: who.tool,
  };
  const logGroupName = `/aws/lambda/preview-${random.hex(6)}`;
  const calls = [
    read('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/preview-' })(scene),
    write('logs', 'DeleteLogGroup', { logGroupName })(scene),
  ];
  return inTurn(scene, caller, calls, 15_000);
};

/** The holder of the root user's password tries it and gets it wrong. */
export const rootMistyped: Activity = (scene) => {
  const who = scene.random.pick(scene.cast.people);
  const caller = rootUser(scene.cast, who.ip, who.browser);
  return inTurn(scene, caller, [signInCall(false, 'No'), signInCall(false, 'No')], 25_000);
};

const whoAmI = read('sts', 'GetCallerIdentity', undefined);

function passwordSignIn(scene: Scene, who: Person, caller: Caller): Step[] {
  const { random, cast } = scene;
  const identity = {
    type: 'IAMUser',
    principalId: who.id,
    arn: caller.identity.arn,
    accountId: cast.accountId,
    userName: who.login,
  };
  const at: Caller = { identity, ip: who.ip, agent: who.browser };
  const failures = random.chance(0.12) ? 1 : 0;
  return [
    ...Array.from({ length: failures }, () => ({ afterMs: 0, caller: at, call: signInCall(false, 'Yes') })),
    { afterMs: failures * 20_000, caller: at, call: signInCall(true, 'Yes') },
  ];
}

/** The console's own record of a sign-in. */
export function signInCall(success: boolean, mfa: 'Yes' | 'No'): Call {
  return {
    service: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    response: { ConsoleLogin: success ? 'Success' : 'Failure' },
    // A failed sign-in has a message but no code.
    ...(!success && { error: { message: 'Failed authentication' } }),
    more: {
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home',
        MobileVersion: 'No',
        MFAUsed: mfa,
      },
    },
  };
}

function identityCenterSignIn(scene: Scene, who: Person, role: Role, caller: Caller): Step[] {
  const { random, cast } = scene;
  const center: Caller = {
    identity: {
      type: 'IdentityCenterUser',
      accountId: cast.accountId,
      onBehalfOf: {
        userId: who.id,
        identityStoreArn: `arn:aws:identitystore::${cast.accountId}:identitystore/${cast.identityStoreId}`,
      },
      credentialId: random.uuid(),
    },
    ip: who.ip,
    agent: who.browser,
  };
  const portal = (name: string, details?: object): Call => ({
    service: 'sso',
    name,
    readOnly: false,
    eventType: 'AwsServiceEvent',
    more: { ...(details && { serviceEventDetails: details }), requestID: random.uuid() },
  });
  const federation: Caller = {
    identity: {
      type: 'SAMLUser',
      principalId: `${role.id}:${who.login}@example.com`,
      userName: `${who.login}@example.com`,
      identityProvider: 'AWS SSO',
    },
    ip: who.ip,
    agent: 'aws-internal/3 aws-sdk-java/2.33.4',
  };
  const session = `${who.login}@example.com`;
  const assume = assumeRole(scene, role, session, caller.identity.accessKeyId, 'AssumeRoleWithSAML');
  return [
    { afterMs: 0, caller: center, call: portal('Authenticate') },
    {
      afterMs: 3000,
      caller: center,
      call: portal('Federate', { role_name: who.permissionSet, account_id: cast.accountId }),
    },
    { afterMs: 3500, caller: federation, call: assume },
    { afterMs: 4500, caller, call: signInCall(true, 'No') },
  ];
}
