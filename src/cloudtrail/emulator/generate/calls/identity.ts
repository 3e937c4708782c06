import { printedDate } from '../caller';
import { roleArn, type Role } from '../cast';
import type { Call, CallMaker, Scene } from '../scene';
import { read, write } from './define';

const userName = ({ random, cast }: Scene) => random.pick(cast.people.filter(({ signsIn }) => signsIn === 'iam')).login;
const roleName = ({ random, cast }: Scene) => random.pick(cast.functions).role.name;

export const iamReads: readonly CallMaker[] = [
  read('iam', 'ListUsers', { maxItems: 1000 }),
  read('iam', 'ListRoles', { maxItems: 1000 }),
  read('iam', 'GetRole', (scene) => ({ roleName: roleName(scene) }), {
    mishap: [0.03, 'NoSuchEntityException', 'The role with name orders-api-role cannot be found.'],
  }),
  read('iam', 'GetUser', (scene) => ({ userName: userName(scene) })),
  read('iam', 'ListAccessKeys', (scene) => ({ userName: userName(scene) })),
  read('iam', 'ListAttachedRolePolicies', (scene) => ({ roleName: roleName(scene) })),
  read('iam', 'ListMFADevices', (scene) => ({ userName: userName(scene) })),
  read('iam', 'GetAccountSummary', undefined),
];

export const iamWrites: readonly CallMaker[] = [
  write('iam', 'TagRole', (scene) => ({ roleName: roleName(scene), tags: [{ key: 'team', value: 'orders' }] })),
  write('iam', 'UpdateAccessKey', (scene) => ({
    userName: userName(scene),
    accessKeyId: `AKIA${scene.random.base32(16)}`,
    status: 'Inactive',
  })),
];

/** AssumeRole and its kin: with the credentials' ID that the session then uses. */
export function assumeRole(
  scene: Scene,
  role: Role,
  session: string,
  accessKeyId: unknown,
  name = 'AssumeRole',
  more: object = {}
): Call {
  const { random, cast, startMs } = scene;
  const arn = roleArn(cast.accountId, role);
  return {
    service: 'sts',
    name,
    readOnly: true,
    request: { roleArn: arn, roleSessionName: session, durationSeconds: 3600, ...more },
    response: {
      credentials: {
        accessKeyId,
        // CloudTrail shows the token of a session, which is of no use without its secret key.
        sessionToken: `IQoJb3JpZ2luX2Vj${random.base32(60)}`,
        expiration: printedDate(startMs + 3_600_000),
      },
      assumedRoleUser: {
        assumedRoleId: `${role.id}:${session}`,
        arn: `arn:aws:sts::${cast.accountId}:assumed-role/${role.name}/${session}`,
      },
    },
    resources: [{ type: 'AWS::IAM::Role', ARN: arn }],
  };
}
