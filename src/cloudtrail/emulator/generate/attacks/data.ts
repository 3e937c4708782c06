import { arn, read, write } from '../calls/define';
import type { CallMaker } from '../scene';
import { operator, refused, thief, whoAmI } from './callers';
import { calls, type Play } from './play';

const done = { response: ({ random }: Parameters<CallMaker>[0]) => ({ requestId: random.uuid(), _return: true }) };

const scheduleDeletion: CallMaker = (scene) => {
  const key = arn(scene, 'kms', `key/${scene.random.pick(scene.cast.keyIds)}`);
  return write(
    'kms',
    'ScheduleKeyDeletion',
    { keyId: key, pendingWindowInDays: 7 },
    {
      response: { keyId: key, keyState: 'PendingDeletion', pendingWindowInDays: 7 },
      resources: [{ type: 'AWS::KMS::Key', ARN: key }],
    }
  )(scene);
};

export const keyDeletion: Play = {
  attack: 'Key scheduled for deletion',
  ruleId: '4ee905c5-7630-4823-9323-014301958880',
  act: (scene) => ({
    caller: thief(scene),
    lead: calls(scene, whoAmI, read('kms', 'ListKeys', { limit: 1000 })),
    seen: calls(scene, scheduleDeletion),
  }),
  nearMisses: [{ why: 'It was denied.', act: refused(scheduleDeletion) }],
};

const share = (change: 'add' | 'remove', item: object) =>
  write(
    'ec2',
    'ModifySnapshotAttribute',
    ({ random }) => ({
      snapshotId: `snap-0${random.hex(16)}`,
      createVolumePermission: { [change]: { items: [item] } },
      attributeType: 'CREATE_VOLUME_PERMISSION',
    }),
    done
  );

export const publicSnapshot: Play = {
  attack: 'Disk snapshot made public',
  ruleId: '10b2eb09-f57e-490e-8708-38edc4cc4429',
  act: (scene) => ({
    caller: thief(scene),
    lead: calls(
      scene,
      read('ec2', 'DescribeSnapshots', { snapshotSet: {}, ownersSet: { items: [{ owner: 'self' }] }, filterSet: {} })
    ),
    seen: calls(scene, share('add', { group: 'all' })),
  }),
  nearMisses: [
    {
      why: 'The permission is taken back.',
      act: (scene) => ({ caller: operator(scene), seen: calls(scene, share('remove', { group: 'all' })) }),
    },
  ],
};

const open = (port: number, cidrIp: string, description: string) =>
  write(
    'ec2',
    'AuthorizeSecurityGroupIngress',
    ({ random, cast }) => ({
      groupId: random.pick(cast.groupIds),
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: port,
            toPort: port,
            groups: {},
            ipRanges: { items: [{ cidrIp, description }] },
            ipv6Ranges: {},
            prefixListIds: {},
          },
        ],
      },
    }),
    done
  );

export const openedToInternet: Play = {
  attack: 'SSH opened to the internet',
  ruleId: '4796d82c-bd7b-4616-af98-80d545f284cc',
  act: (scene) => ({
    caller: thief(scene),
    lead: calls(
      scene,
      read('ec2', 'DescribeSecurityGroups', { securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} })
    ),
    seen: calls(scene, open(22, '0.0.0.0/0', 'temp')),
  }),
  nearMisses: [
    {
      why: 'The port is opened to one address.',
      act: (scene) => ({ caller: operator(scene), seen: calls(scene, open(22, '198.51.100.20/32', 'office')) }),
    },
  ],
};
