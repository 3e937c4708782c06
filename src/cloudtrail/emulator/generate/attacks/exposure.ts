import { write } from '../calls/define';
import { oneCall } from './oneCall';
import type { Play } from './play';

/** Opening resources to others. */
export const exposurePlays: readonly Play[] = [
  oneCall(
    'Network ACL opened',
    '619ae6b0-f855-4b47-9ea0-5827ee428bf6',
    write('ec2', 'CreateNetworkAclEntry', {
      networkAclId: 'acl-0123456789abcdef0',
      ruleNumber: 90,
      egress: false,
      ruleAction: 'allow',
      cidrBlock: '0.0.0.0/0',
      aclProtocol: '-1',
    }),
    {
      'Traffic from inside is let in.': write('ec2', 'CreateNetworkAclEntry', {
        networkAclId: 'acl-0123456789abcdef0',
        ruleNumber: 90,
        egress: false,
        ruleAction: 'allow',
        cidrBlock: '10.20.0.0/16',
        aclProtocol: '-1',
      }),
    }
  ),
  oneCall(
    'Private network made public',
    '968ea876-1e47-4c9b-9af8-9427ee18584c',
    write('ec2', 'CreateRoute', {
      routeTableId: 'rtb-0123456789abcdef0',
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: 'igw-0123456789abcdef0',
    }),
    {
      'The route goes to the office.': write('ec2', 'CreateRoute', {
        routeTableId: 'rtb-0123456789abcdef0',
        destinationCidrBlock: '10.99.0.0/16',
        gatewayId: 'vgw-0123456789abcdef0',
      }),
    }
  ),
  oneCall(
    'Network joined to a stranger’s',
    'c39068ed-c196-47e7-9219-b9c586c0302c',
    write('ec2', 'CreateVpcPeeringConnection', {
      vpcId: 'vpc-0123456789abcdef0',
      peerOwnerId: '555566667777',
      peerVpcId: 'vpc-0fedcba9876543210',
    }),
    {
      'Both networks are of the account.': write('ec2', 'CreateVpcPeeringConnection', ({ cast }) => ({
        vpcId: 'vpc-0123456789abcdef0',
        peerOwnerId: `${cast.accountId}`,
        peerVpcId: 'vpc-0fedcba9876543210',
      })),
    }
  ),
  oneCall(
    'Traffic of a database copied',
    'e3b39ed8-e3bb-4621-b998-685bb8bf6a61',
    write('ec2', 'CreateTrafficMirrorSession', {
      CreateTrafficMirrorSessionRequest: {
        NetworkInterfaceId: 'eni-0123456789abcdef0',
        TrafficMirrorTargetId: 'tmt-0123456789abcdef0',
      },
    }),
    {
      'A session ends.': write('ec2', 'DeleteTrafficMirrorSession', {
        DeleteTrafficMirrorSessionRequest: { TrafficMirrorSessionId: 'tms-0123456789abcdef0' },
      }),
    }
  ),
  oneCall(
    'Disk handed to another account',
    'af832f47-f476-4929-96db-f433e86adde8',
    write('ec2', 'ModifySnapshotAttribute', {
      snapshotId: 'snap-0123456789abcdef0',
      createVolumePermission: { add: { items: [{ userId: '555566667777' }] } },
    }),
    {
      'The permission is taken back.': write('ec2', 'ModifySnapshotAttribute', {
        snapshotId: 'snap-0123456789abcdef0',
        createVolumePermission: { remove: { items: [{ userId: '555566667777' }] } },
        attributeType: 'CREATE_VOLUME_PERMISSION',
      }),
    }
  ),
  oneCall(
    'Image made public',
    'ce53e1b4-4be1-4b89-a6ce-105dd6dc6185',
    write('ec2', 'ModifyImageAttribute', {
      imageId: 'ami-0123456789abcdef0',
      launchPermission: { add: { items: [{ group: 'all' }] } },
      attributeType: 'launchPermission',
    }),
    {
      'The permission is taken back.': write('ec2', 'ModifyImageAttribute', {
        imageId: 'ami-0123456789abcdef0',
        launchPermission: { remove: { items: [{ group: 'all' }] } },
        attributeType: 'launchPermission',
      }),
    }
  ),
  oneCall(
    'Guard against public snapshots lifted',
    'd5ff47dc-82a3-45fc-a0c9-b8abaaca1fce',
    write('ec2', 'DisableSnapshotBlockPublicAccess', {}),
    {
      'It is put up.': write('ec2', 'EnableSnapshotBlockPublicAccess', {
        EnableSnapshotBlockPublicAccessRequest: { State: 'block-all-sharing' },
      }),
    }
  ),
  oneCall(
    'Database snapshot made public',
    'db6c53c1-947a-4781-96d0-c2d5be853f63',
    write('rds', 'ModifyDBSnapshotAttribute', {
      dBSnapshotIdentifier: 'orders-final',
      attributeName: 'restore',
      valuesToAdd: ['all'],
    }),
    {
      'The permission is taken back.': write('rds', 'ModifyDBSnapshotAttribute', {
        dBSnapshotIdentifier: 'orders-final',
        attributeName: 'restore',
        valuesToRemove: ['all'],
      }),
    }
  ),
  oneCall(
    'Database handed to another account',
    '238c7292-25d0-444d-8099-80913ffb8826',
    write('rds', 'ModifyDBSnapshotAttribute', {
      dBSnapshotIdentifier: 'orders-final',
      attributeName: 'restore',
      valuesToAdd: ['555566667777'],
    }),
    {
      'The permission is taken back.': write('rds', 'ModifyDBSnapshotAttribute', {
        dBSnapshotIdentifier: 'orders-final',
        attributeName: 'restore',
        valuesToRemove: ['555566667777'],
      }),
    }
  ),
  oneCall(
    'Database made reachable',
    'b343125a-8acd-43b9-ad90-2b98361e9a74',
    write('rds', 'ModifyDBInstance', { dBInstanceIdentifier: 'orders', publiclyAccessible: true }),
    {
      'It gets a private address.': write('rds', 'ModifyDBInstance', {
        dBInstanceIdentifier: 'orders',
        publiclyAccessible: false,
      }),
    }
  ),
  oneCall(
    'Database exported to a strange bucket',
    'f362e2a8-d0e2-4207-baef-5348e99794c2',
    write('rds', 'StartExportTask', { exportTaskIdentifier: 'orders-copy', s3BucketName: 'drop-zone' }),
    { 'The export is called off.': write('rds', 'CancelExportTask', { exportTaskIdentifier: 'orders-copy' }) }
  ),
  oneCall(
    'Machine exported',
    '842a3f1b-0358-487c-96b2-d485de8cbc85',
    write('ec2', 'CreateInstanceExportTask', {
      instanceId: 'i-0123456789abcdef0',
      targetEnvironment: 'vmware',
      exportToS3: { s3Bucket: 'drop-zone', diskImageFormat: 'VMDK' },
    }),
    { 'The export is called off.': write('ec2', 'CancelExportTask', { exportTaskId: 'export-i-0123456789abcdef0' }) }
  ),
  oneCall(
    'Bucket opened by its policy',
    '0e1dcc7d-3a25-4d37-a1f2-073c2a153aee',
    write('s3', 'PutBucketPolicy', {
      bucketName: 'reports',
      policy: '',
      bucketPolicy: {
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }],
      },
    }),
    {
      'One account may read.': write('s3', 'PutBucketPolicy', ({ cast }) => ({
        bucketName: 'reports',
        policy: '',
        bucketPolicy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${cast.accountId}:root` },
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::reports/*',
            },
          ],
        },
      })),
    }
  ),
  oneCall(
    'Bucket opened by its ACL',
    'da16e3e1-5171-4fc5-8b4b-29c413c3321d',
    write('s3', 'PutBucketAcl', {
      bucketName: 'data-lake',
      acl: '',
      AccessControlPolicy: {
        AccessControlList: {
          Grant: [
            {
              Permission: 'READ',
              Grantee: { 'xsi:type': 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
            },
          ],
        },
      },
    }),
    {
      'The list is private.': write('s3', 'PutBucketAcl', { bucketName: 'data-lake', acl: '', 'x-amz-acl': 'private' }),
    }
  ),
  oneCall(
    'Bucket’s guard removed',
    '991b2b87-3a2c-4efa-840f-635779255bd1',
    write('s3', 'DeleteBucketPublicAccessBlock', { bucketName: 'data-lake', publicAccessBlock: '' }),
    {
      'All parts of the guard are on.': write('s3', 'PutBucketPublicAccessBlock', {
        bucketName: 'data-lake',
        publicAccessBlock: '',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      }),
    }
  ),
  oneCall(
    'Bucket copied to another account',
    'f988f1cd-ae63-4f59-a6e5-954844a77d45',
    write('s3', 'PutBucketReplication', {
      bucketName: 'data-lake',
      replication: '',
      ReplicationConfiguration: {
        Rule: { Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::drop-zone', Account: '555566667777' } },
      },
    }),
    {
      'The copy stays in the account.': write('s3', 'PutBucketReplication', ({ cast }) => ({
        bucketName: 'data-lake',
        replication: '',
        ReplicationConfiguration: {
          Rule: { Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::backup', Account: `${cast.accountId}` } },
        },
      })),
    }
  ),
  oneCall(
    'Queue opened to everyone',
    'cbcf63dc-82b0-439d-8200-debff8631712',
    write('sqs', 'SetQueueAttributes', ({ cast }) => ({
      queueUrl: `https://sqs.us-east-1.amazonaws.com/${cast.accountId}/orders`,
      attributes: { Policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*"}]}' },
    })),
    {
      'One account may.': write('sqs', 'SetQueueAttributes', ({ cast }) => ({
        queueUrl: `https://sqs.us-east-1.amazonaws.com/${cast.accountId}/orders`,
        attributes: {
          Policy: `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${cast.accountId}"},"Action":"sqs:*"}]}`,
        },
      })),
    }
  ),
  oneCall(
    'Bucket lent to another account',
    'de8561b7-8686-4e9f-99f8-e9c4d4555bc4',
    write('s3', 'PutBucketPolicy', {
      bucketName: 'invoices',
      policy: '',
      bucketPolicy: {
        Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::555566667777:root' }, Action: 's3:GetObject' }],
      },
    }),
    {
      'The own account may read.': write('s3', 'PutBucketPolicy', ({ cast }) => ({
        bucketName: 'invoices',
        policy: '',
        bucketPolicy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${cast.accountId}:root` },
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::invoices/*',
            },
          ],
        },
      })),
    }
  ),
];
