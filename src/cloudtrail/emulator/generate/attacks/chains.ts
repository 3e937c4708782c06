import { assumedRole, iamUser, rootUser, type Caller } from '../caller';
import { signInCall } from '../activities/people';
import { read, write } from '../calls/define';
import { assumeRole } from '../calls/identity';
import { denied } from '../failures';
import type { CallMaker, Scene } from '../scene';
import { ownIp, sessionThief, strangersTool, whoAmI } from './callers';
import { calls, type Act, type Acting, type Play } from './play';

/** A user of IAM at a strange address, by a key of that id. */
function keyHolder(scene: Scene, accessKeyId: string, ip: string): Caller {
  const { random, cast } = scene;
  const user = random.pick(cast.people.filter(({ signsIn }) => signsIn === 'iam'));
  return { identity: { ...iamUser(random, cast, user), accessKeyId }, ip, agent: strangersTool(scene) };
}

/** All calls by one thief; the last completes the correlation. */
const completed =
  (make: (scene: Scene, caller: Caller) => readonly Act[], who = sessionThief): Acting =>
  (scene) => {
    const caller = who(scene);
    const acts = make(scene, caller);
    return { caller, lead: acts.slice(0, -1), seen: acts.slice(-1) };
  };

/** Calls that do not complete it. */
const incomplete =
  (make: (scene: Scene, caller: Caller) => readonly Act[], who = sessionThief): Acting =>
  (scene) => {
    const caller = who(scene);
    return { caller, seen: make(scene, caller) };
  };

const made =
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
const refusedLooks = (count: number) => (scene: Scene, caller: Caller) =>
  LOOKS.slice(0, count).map((make) => denied(scene, caller, make(scene)));

const IAM_SIDES = [
  'ListUsers',
  'ListGroups',
  'ListPolicies',
  'ListUserPolicies',
  'ListSAMLProviders',
  'ListAccountAliases',
];
const iamLooks = (count: number) => made(...IAM_SIDES.slice(0, count).map((name) => read('iam', name)));

const secretsRead = (count: number) =>
  made(
    ...['orders/db', 'webhook/signing', 'mail/smtp', 'billing/api', 'search/admin', 'cache/auth']
      .slice(0, count)
      .map((name) => read('secretsmanager', 'GetSecretValue', { secretId: `prod/${name}` }))
  );

const scriptsRead = (count: number) =>
  made(
    ...Array.from({ length: count }, () =>
      read('ec2', 'DescribeInstanceAttribute', ({ random }) => ({
        instanceId: `i-0${random.hex(16)}`,
        attribute: 'userData',
      }))
    )
  );
const parametersRead = (count: number) =>
  made(
    ...Array.from({ length: count }, (_, at) =>
      read('ssm', 'GetParameters', {
        names: [`/prod/part-${at}/url`, `/prod/part-${at}/password`],
        withDecryption: true,
      })
    )
  );

const snapshotsDeleted = (count: number) =>
  made(
    ...Array.from({ length: count }, () =>
      write('ec2', 'DeleteSnapshot', ({ random }) => ({ snapshotId: `snap-0${random.hex(16)}` }))
    )
  );

const instances = (instanceId: string) => ({ instancesSet: { items: [{ instanceId }] } });
const scriptSwapped = (script: boolean) => (scene: Scene) => {
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
const guessed =
  (failures: number) =>
  (scene: Scene, { ip }: Caller) => [
    ...Array.from({ length: failures }, () => ({
      caller: guest(scene, 'reporting', ip),
      call: signInCall(false, 'No'),
    })),
    // With a second factor, so that the rule for sign-ins without one is silent.
    { caller: guest(scene, 'reporting', ip), call: signInCall(true, 'Yes') },
  ];
const sprayed =
  (users: readonly string[]) =>
  (scene: Scene, { ip }: Caller) =>
    users.map((name) => ({ caller: guest(scene, name, ip), call: signInCall(false, 'No') }));

const keysTried =
  (count: number) =>
  (scene: Scene, { ip }: Caller) =>
    Array.from({ length: count }, () => ({
      caller: keyHolder(scene, `AKIA${scene.random.base32(16)}`, ip),
      call: whoAmI(scene),
    }));

const newKeyUsed =
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
const hops = (count: number) => (scene: Scene, first: Caller) => {
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

const rolesTried =
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

const stopLogging = write('cloudtrail', 'StopLogging', ({ cast }) => ({ name: cast.trail }));
const tagRole = write('iam', 'TagRole', { roleName: 'github-deploy', tags: [{ key: 'team', value: 'none' }] });

const bucketCalls = (scene: Scene) => {
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

const userCalls = (scene: Scene) => {
  const userName = `svc-${scene.random.hex(6)}`;
  const attach = (policy: string) =>
    write('iam', 'AttachUserPolicy', { userName, policyArn: `arn:aws:iam::aws:policy/${policy}` })(scene);
  return { make: write('iam', 'CreateUser', { userName })(scene), attach };
};

/** Attacks that only several events together show. */
export const chainPlays: readonly Play[] = [
  {
    attack: 'Rights of a stolen session tried out',
    ruleId: '602203a8-bae7-4802-a5b0-2e2433474397',
    act: completed(refusedLooks(8)),
    nearMisses: [{ why: 'Fewer kinds of calls were denied.', act: incomplete(refusedLooks(4)) }],
  },
  {
    attack: 'IAM explored',
    ruleId: '28b0cfa5-32bd-4b4a-8356-7acb545b72af',
    act: completed(iamLooks(6)),
    nearMisses: [{ why: 'Only a few sides were looked at.', act: incomplete(iamLooks(3)) }],
  },
  {
    attack: 'Console password guessed',
    ruleId: '201dee0f-4b0f-47f8-a08b-66a44f43d5d9',
    act: completed(guessed(5)),
    nearMisses: [{ why: 'It was wrong only twice.', act: incomplete(guessed(2)) }],
  },
  {
    attack: 'One password tried on many users',
    ruleId: 'abe68dec-9735-4b5f-8d88-5cd65071b339',
    act: completed(sprayed(['amara', 'bruno', 'chiara', 'dmitri'])),
    nearMisses: [
      { why: 'One user was wrong again and again.', act: incomplete(sprayed(['amara', 'amara', 'amara', 'amara'])) },
    ],
  },
  {
    attack: 'New key carried off',
    ruleId: 'a627ed46-7108-454d-a453-db1a2112d9c5',
    act: completed(newKeyUsed(true)),
    nearMisses: [{ why: 'The key is used where it was made.', act: incomplete(newKeyUsed(false)) }],
  },
  {
    attack: 'Changes behind a stopped trail',
    ruleId: 'b200ff0e-e745-4e5c-8e08-13e570bf2f13',
    act: completed(made(stopLogging, tagRole)),
    nearMisses: [{ why: 'The change came first.', act: incomplete(made(tagRole, stopLogging)) }],
  },
  {
    attack: 'From role to role',
    ruleId: '36b755f8-30ae-470c-80ac-b54f8e2d17b0',
    act: completed(hops(2)),
    nearMisses: [{ why: 'It was one hop.', act: incomplete(hops(1)) }],
  },
  {
    attack: 'Names of roles guessed',
    ruleId: 'acc6088b-5f2b-441a-9779-4f0881511cb5',
    act: completed(rolesTried('admin', 'Administrator', 'OrganizationAccountAccessRole', 'deploy', 'ops')),
    nearMisses: [
      { why: 'It was always the same role.', act: incomplete(rolesTried('admin', 'admin', 'admin', 'admin', 'admin')) },
    ],
  },
  {
    attack: 'Bucket made public step by step',
    ruleId: 'c7cc638f-a131-4ca4-a20c-728194fdfe45',
    act: completed((scene) => {
      const { lift, open } = bucketCalls(scene);
      return [lift, open];
    }),
    nearMisses: [{ why: 'The policy was not touched.', act: incomplete((scene) => [bucketCalls(scene).lift]) }],
  },
  {
    attack: 'Secrets taken one by one',
    ruleId: '63d34235-6dde-4ce6-91c3-559f986899ee',
    act: completed(secretsRead(6)),
    nearMisses: [{ why: 'Two secrets were read.', act: incomplete(secretsRead(2)) }],
  },
  {
    attack: 'Snapshots destroyed',
    ruleId: '029cd116-6c77-4b4f-9dca-74c88ed20649',
    act: completed(snapshotsDeleted(5)),
    nearMisses: [{ why: 'Two snapshots were deleted.', act: incomplete(snapshotsDeleted(2)) }],
  },
  {
    attack: 'Administrator made from nothing',
    ruleId: '15439638-3586-426a-83e2-1285e95757d3',
    act: completed((scene) => {
      const { make, attach } = userCalls(scene);
      return [make, attach('AdministratorAccess')];
    }),
    nearMisses: [
      {
        why: 'The rights are to read.',
        act: incomplete((scene) => {
          const { make, attach } = userCalls(scene);
          return [make, attach('ReadOnlyAccess')];
        }),
      },
    ],
  },
  {
    attack: 'Start script swapped',
    ruleId: '66fc802d-d8ef-47d1-839c-ece89a651884',
    act: completed(scriptSwapped(true)),
    nearMisses: [{ why: 'Its size was changed, not its script.', act: incomplete(scriptSwapped(false)) }],
  },
  {
    attack: 'Found keys tried out',
    ruleId: '58f9b2c5-feb1-4fb3-b0a4-5e255ffbe55c',
    act: completed(keysTried(4)),
    nearMisses: [{ why: 'It was one key.', act: incomplete(keysTried(1)) }],
  },
  {
    attack: 'Start scripts searched for secrets',
    ruleId: 'c00d6736-c184-459d-b378-6aa9d4155ea1',
    act: completed(scriptsRead(5)),
    nearMisses: [{ why: 'Two scripts were read.', act: incomplete(scriptsRead(2)) }],
  },
  {
    attack: 'Parameter store worked through',
    ruleId: 'd7cfb6d9-4510-4a6f-8a19-eddfb41087c5',
    act: completed(parametersRead(5)),
    nearMisses: [{ why: 'A program reads its own.', act: incomplete(parametersRead(2)) }],
  },
];
