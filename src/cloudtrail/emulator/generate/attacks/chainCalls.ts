import { assumedRole, iamUser, rootUser, type Caller } from '../caller';
import { signInCall } from '../activities/people';
import { read, write } from '../calls/define';
import { assumeRole } from '../calls/identity';
import { denied } from '../failures';
import type { CallMaker, Scene } from '../scene';
import { ownIp, sessionThief, strangersTool, whoAmI } from './callers';
import { calls, type Act, type Acting } from './play';

/** Calls that only together are an attack, by a thief or by others in his course. */
type ActMaker = (scene: Scene, caller: Caller) => readonly Act[];

/** A user of IAM at a strange address, by a key of that id. */
function keyHolder(scene: Scene, accessKeyId: string, ip: string): Caller {
  const { random, cast } = scene;
  const user = random.pick(cast.people.filter(({ signsIn }) => signsIn === 'iam'));
  return { identity: { ...iamUser(random, cast, user), accessKeyId }, ip, agent: strangersTool(scene) };
}

/** All calls by one thief; the last completes the correlation. */
export const completed =
  (make: ActMaker): Acting =>
  (scene) => {
    const caller = sessionThief(scene);
    const acts = make(scene, caller);
    return { caller, lead: acts.slice(0, -1), seen: acts.slice(-1) };
  };

/** Calls that do not complete it. */
export const incomplete =
  (make: ActMaker): Acting =>
  (scene) => {
    const caller = sessionThief(scene);
    return { caller, seen: make(scene, caller) };
  };

export const made =
  (...makers: readonly CallMaker[]) =>
  (scene: Scene) =>
    calls(scene, ...makers);

const LOOKS: readonly CallMaker[] = [
  read('iam', 'ListUsers'),
  read('s3', 'ListBuckets'),
  read('ec2', 'DescribeInstances'),
  read('lambda', 'ListFunctions20150331'),
  read('rds', 'DescribeDBInstances'),
  read('secretsmanager', 'ListSecrets'),
  read('cloudtrail', 'DescribeTrails'),
  read('kms', 'ListKeys'),
];
export const refusedLooks = (count: number) => (scene: Scene, caller: Caller) =>
  LOOKS.slice(0, count).map((make) => denied(scene, caller, make(scene)));

const IAM_SIDES = [
  'ListUsers',
  'ListGroups',
  'ListPolicies',
  'ListUserPolicies',
  'ListSAMLProviders',
  'ListAccountAliases',
];
export const iamLooks = (count: number) => made(...IAM_SIDES.slice(0, count).map((name) => read('iam', name)));

export const secretsRead = (count: number) =>
  made(
    ...['orders/db', 'webhook/signing', 'mail/smtp', 'billing/api', 'search/admin', 'cache/auth']
      .slice(0, count)
      .map((name) => read('secretsmanager', 'GetSecretValue', { secretId: `prod/${name}` }))
  );

export const scriptsRead = (count: number) =>
  made(
    ...Array.from({ length: count }, () =>
      read('ec2', 'DescribeInstanceAttribute', ({ random }) => ({
        instanceId: `i-0${random.hex(16)}`,
        attribute: 'userData',
      }))
    )
  );
export const parametersRead = (count: number) =>
  made(
    ...Array.from({ length: count }, (_, at) =>
      read('ssm', 'GetParameters', {
        names: [`/prod/part-${at}/url`, `/prod/part-${at}/password`],
        withDecryption: true,
      })
    )
  );

export const snapshotsDeleted = (count: number) =>
  made(
    ...Array.from({ length: count }, () =>
      write('ec2', 'DeleteSnapshot', ({ random }) => ({ snapshotId: `snap-0${random.hex(16)}` }))
    )
  );

const instances = (instanceId: string) => ({ instancesSet: { items: [{ instanceId }] } });
export const scriptSwapped = (script: boolean) => (scene: Scene) => {
  const instanceId = `i-0${scene.random.hex(16)}`;
  return calls(
    scene,
    write('ec2', 'StopInstances', instances(instanceId)),
    write('ec2', 'ModifyInstanceAttribute', {
      instanceId,
      ...(script ? { userData: '<sensitiveDataRemoved>' } : { instanceType: { value: 'm7g.xlarge' } }),
    }),
    write('ec2', 'StartInstances', instances(instanceId))
  );
};

/** Somebody at the sign-in. */
function guest(scene: Scene, userName: string, ip: string): Caller {
  const { identity, agent } = rootUser(scene.cast, ip, scene.random.pick(scene.cast.people).browser);
  return { identity: { type: 'IAMUser', accountId: identity.accountId, userName }, ip, agent };
}
export const guessed =
  (failures: number) =>
  (scene: Scene, { ip }: Caller) => [
    ...Array.from({ length: failures }, () => ({
      caller: guest(scene, 'reporting', ip),
      call: signInCall(false, 'No'),
    })),
    // With a second factor, so that the rule for sign-ins without one is silent.
    { caller: guest(scene, 'reporting', ip), call: signInCall(true, 'Yes') },
  ];
export const sprayed =
  (users: readonly string[]) =>
  (scene: Scene, { ip }: Caller) =>
    users.map((name) => ({ caller: guest(scene, name, ip), call: signInCall(false, 'No') }));

export const keysTried =
  (count: number) =>
  (scene: Scene, { ip }: Caller) =>
    Array.from({ length: count }, () => ({
      caller: keyHolder(scene, `AKIA${scene.random.base32(16)}`, ip),
      call: whoAmI(scene),
    }));

export const newKeyUsed =
  (elsewhere: boolean) =>
  (scene: Scene, { ip }: Caller) => {
    const accessKeyId = `AKIA${scene.random.base32(16)}`;
    const response = { accessKey: { accessKeyId, status: 'Active', userName: 'backup-agent' } };
    return [
      write('iam', 'CreateAccessKey', { userName: 'backup-agent' }, { response })(scene),
      { caller: keyHolder(scene, accessKeyId, elsewhere ? ownIp(scene) : ip), call: whoAmI(scene) },
    ];
  };

/** From the first session into a second one, and from there into a third. */
export const hops = (count: number) => (scene: Scene, first: Caller) => {
  const { random, cast, startMs } = scene;
  let caller = first;
  return [cast.vendorRole, cast.functions[0].role].slice(0, count).map((role, at) => {
    const session = `hop-${at}-${random.hex(6)}`;
    const identity = assumedRole(random, cast, role, { session, createdMs: startMs });
    const act = { caller, call: assumeRole(scene, role, session, identity.accessKeyId) };
    caller = { ...first, identity };
    return act;
  });
};

export const rolesTried =
  (...names: readonly string[]) =>
  (scene: Scene, caller: Caller) =>
    names.map((name) =>
      denied(
        scene,
        caller,
        read('sts', 'AssumeRole', {
          roleArn: `arn:aws:iam::${scene.cast.accountId}:role/${name}`,
          roleSessionName: 'x',
        })(scene)
      )
    );

export const stopLogging = write('cloudtrail', 'StopLogging', ({ cast }) => ({ name: cast.trail }));
export const tagRole = write('iam', 'TagRole', { roleName: 'github-deploy', tags: [{ key: 'team', value: 'none' }] });

export const bucketCalls = (scene: Scene) => {
  const bucketName = `exports-${scene.random.hex(8)}`;
  const Statement = [
    { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucketName}/*` },
  ];
  return {
    lift: write('s3', 'DeleteBucketPublicAccessBlock', { bucketName, publicAccessBlock: '' })(scene),
    open: write('s3', 'PutBucketPolicy', {
      bucketName,
      policy: '',
      bucketPolicy: { Version: '2012-10-17', Statement },
    })(scene),
  };
};

export const userCalls = (scene: Scene) => {
  const userName = `svc-${scene.random.hex(6)}`;
  const attach = (policy: string) =>
    write('iam', 'AttachUserPolicy', { userName, policyArn: `arn:aws:iam::aws:policy/${policy}` })(scene);
  return { make: write('iam', 'CreateUser', { userName })(scene), attach };
};
