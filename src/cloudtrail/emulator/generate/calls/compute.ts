import { inRegion, type CallMaker, type Scene } from '../scene';
import { arn, read, write } from './define';

const items = (key: string, values: readonly string[]) => ({ items: values.map((value) => ({ [key]: value })) });
const instanceIds = (scene: Scene) => [inRegion(scene, scene.cast.instances).id];

/** What consoles, monitors and tools look at in EC2. */
export const ec2Reads: readonly CallMaker[] = [
  read('ec2', 'DescribeInstances', (scene) => ({ maxResults: 1000, instancesSet: {}, filterSet: stateFilter(scene) })),
  read('ec2', 'DescribeInstances', (scene) => ({
    instancesSet: items('instanceId', instanceIds(scene)),
    filterSet: {},
  })),
  read('ec2', 'DescribeInstanceStatus', { instancesSet: {}, filterSet: {}, includeAllInstances: true }),
  read('ec2', 'DescribeSecurityGroups', ({ random, cast }) => ({
    securityGroupSet: {},
    securityGroupIdSet: items('groupId', [random.pick(cast.groupIds)]),
    filterSet: {},
  })),
  read('ec2', 'DescribeVpcs', ({ cast }) => ({ vpcSet: items('vpcId', cast.vpcIds), filterSet: {} })),
  read('ec2', 'DescribeSubnets', ({ cast }) => ({ subnetSet: items('subnetId', cast.subnetIds), filterSet: {} })),
  read('ec2', 'DescribeVolumes', ({ random, cast }) => ({
    volumeSet: items('volumeId', [random.pick(cast.volumeIds)]),
    filterSet: {},
  })),
  read('ec2', 'DescribeNetworkInterfaces', { networkInterfaceIdSet: {}, filterSet: {} }),
  read('ec2', 'DescribeRouteTables', { routeTableIdSet: {}, filterSet: {} }),
  read('ec2', 'DescribeSnapshots', ({ cast }) => ({
    snapshotSet: {},
    ownersSet: items('owner', [cast.accountId]),
    sharedUsersSet: {},
    filterSet: {},
  })),
  read('ec2', 'DescribeImages', {
    imagesSet: {},
    executableBySet: {},
    ownersSet: items('owner', ['self']),
    filterSet: {},
  }),
  read('ec2', 'DescribeTags', (scene) => ({
    filterSet: { items: [{ name: 'resource-id', valueSet: items('value', instanceIds(scene)) }] },
  })),
  read('ec2', 'DescribeAvailabilityZones', { availabilityZoneSet: {}, availabilityZoneIdSet: {} }),
  read('ec2', 'DescribeRegions', { regionSet: {}, allRegions: false }),
];

export const scalingReads: readonly CallMaker[] = [
  read('autoscaling', 'DescribeAutoScalingGroups', { maxRecords: 100 }),
  read(
    'elasticloadbalancing',
    'DescribeTargetHealth',
    (scene) => ({
      targetGroupArn: arn(scene, 'elasticloadbalancing', 'targetgroup/web/6d0ecf831eec9f09'),
    }),
    { mishap: [0.004, 'TargetGroupNotFoundException', 'One or more target groups not found'] }
  ),
  read('elasticloadbalancing', 'DescribeLoadBalancers', { pageSize: 400 }),
  read('ecs', 'DescribeServices', ({ random, cast }) => ({
    cluster: random.pick(cast.clusters),
    services: ['orders-api'],
  })),
  read('ecs', 'ListTasks', ({ random, cast }) => ({ cluster: random.pick(cast.clusters) })),
  read('monitoring', 'DescribeAlarms', { maxRecords: 100 }),
  read('rds', 'DescribeDBInstances', { maxRecords: 100 }, { mishap: [0.01, 'ThrottlingException', 'Rate exceeded'] }),
  read('lambda', 'ListFunctions20150331', { maxItems: 50 }),
  read('lambda', 'GetFunction20150331v2', ({ random, cast }) => ({ functionName: random.pick(cast.functions).name })),
  read('logs', 'DescribeLogGroups', { limit: 50 }),
  read(
    'cloudformation',
    'DescribeStacks',
    { stackName: 'orders-prod' },
    {
      mishap: [0.02, 'ValidationException', 'Stack with id orders-prod does not exist'],
    }
  ),
];

/** What a group of instances does when the load changes. */
export const scaleOut: readonly CallMaker[] = [
  write(
    'ec2',
    'RunInstances',
    ({ random, cast }) => ({
      instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
      instanceType: 'm7g.large',
      blockDeviceMapping: {},
      monitoring: { enabled: true },
      subnetId: random.pick(cast.subnetIds),
      disableApiTermination: false,
      clientToken: `fleet-${random.uuid()}-0`,
      launchTemplate: { launchTemplateId: 'lt-0abcd290751193123', version: '14' },
    }),
    {
      response: ({ random, cast }) => ({
        requestId: random.uuid(),
        reservationId: `r-0${random.hex(16)}`,
        ownerId: cast.accountId,
        groupSet: {},
        instancesSet: {
          items: [
            {
              instanceId: `i-0${random.hex(16)}`,
              instanceState: { code: 0, name: 'pending' },
              instanceType: 'm7g.large',
              subnetId: random.pick(cast.subnetIds),
              vpcId: random.pick(cast.vpcIds),
              privateIpAddress: `10.20.${random.integer(0, 15)}.${random.integer(4, 250)}`,
            },
          ],
        },
        requesterId: random.base32(16),
      }),
      mishap: [
        0.05,
        'Server.InsufficientInstanceCapacity',
        'We currently do not have sufficient m7g.large capacity in the Availability Zone you requested.',
      ],
    }
  ),
  write('ec2', 'TerminateInstances', (scene) => ({ instancesSet: items('instanceId', instanceIds(scene)) }), {
    response: (scene) => ({
      requestId: scene.random.uuid(),
      instancesSet: {
        items: instanceIds(scene).map((instanceId) => ({
          instanceId,
          currentState: { code: 32, name: 'shutting-down' },
          previousState: { code: 16, name: 'running' },
        })),
      },
    }),
  }),
];

/** What operators and pipelines change day by day; nothing that a bundled rule of level high or critical looks for. */
export const computeWrites: readonly CallMaker[] = [
  write(
    'ec2',
    'CreateTags',
    (scene) => ({
      resourcesSet: items('resourceId', instanceIds(scene)),
      tagSet: { items: [{ key: 'owner', value: 'platform' }] },
    }),
    { response: ({ random }) => ({ requestId: random.uuid(), _return: true }) }
  ),
  write('ec2', 'RebootInstances', (scene) => ({ instancesSet: items('instanceId', instanceIds(scene)) }), {
    response: ({ random }) => ({ requestId: random.uuid(), _return: true }),
  }),
  write(
    'ec2',
    'CreateSnapshot',
    ({ random, cast }) => ({ volumeId: random.pick(cast.volumeIds), description: 'before upgrade' }),
    {
      response: ({ random, cast }) => ({
        requestId: random.uuid(),
        snapshotId: `snap-0${random.hex(16)}`,
        volumeId: random.pick(cast.volumeIds),
        status: 'pending',
        ownerId: cast.accountId,
        encrypted: true,
      }),
    }
  ),
  write(
    'ec2',
    'AuthorizeSecurityGroupIngress',
    ({ random, cast }) => ({
      groupId: random.pick(cast.groupIds),
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 5432,
            toPort: 5432,
            groups: {},
            ipRanges: { items: [{ cidrIp: '10.20.0.0/16', description: 'inside' }] },
            ipv6Ranges: {},
            prefixListIds: {},
          },
        ],
      },
    }),
    {
      mishap: [
        0.1,
        'Client.InvalidPermission.Duplicate',
        'the specified rule "peer: 10.20.0.0/16, TCP, from port: 5432, to port: 5432, ALLOW" already exists',
      ],
    }
  ),
  write('monitoring', 'PutMetricAlarm', {
    alarmName: 'orders-5xx',
    metricName: 'HTTPCode_Target_5XX_Count',
    threshold: 5,
    period: 60,
  }),
  write('logs', 'PutRetentionPolicy', ({ random, cast }) => ({
    logGroupName: `/aws/lambda/${random.pick(cast.functions).name}`,
    retentionInDays: 30,
  })),
  write('ssm', 'SendCommand', (scene) => ({
    documentName: 'AWS-RunPatchBaseline',
    targets: [{ key: 'InstanceIds', values: instanceIds(scene) }],
    parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  })),
];

/** A deployment by a pipeline. */
export const deployCalls: readonly CallMaker[] = [
  read('sts', 'GetCallerIdentity', undefined),
  read('ecr', 'GetAuthorizationToken', {}),
  read('ecr', 'BatchCheckLayerAvailability', ({ random, cast }) => ({
    repositoryName: 'orders-api',
    registryId: cast.accountId,
    layerDigests: [`sha256:${random.hex(64)}`],
  })),
  write(
    'ecr',
    'PutImage',
    ({ random, cast }) => ({ repositoryName: 'orders-api', registryId: cast.accountId, imageTag: random.hex(12) }),
    {
      resources: (scene) => [{ ARN: arn(scene, 'ecr', 'repository/orders-api') }],
    }
  ),
  write('ecs', 'RegisterTaskDefinition', ({ cast }) => ({
    family: 'orders-api',
    networkMode: 'awsvpc',
    containerDefinitions: [
      {
        name: 'api',
        image: `${cast.accountId}.dkr.ecr.us-east-1.amazonaws.com/orders-api:latest`,
        environment: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      },
    ],
  })),
  write('ecs', 'UpdateService', ({ random, cast }) => ({
    cluster: random.pick(cast.clusters),
    service: 'orders-api',
    forceNewDeployment: true,
  })),
  read('ecs', 'DescribeServices', ({ random, cast }) => ({
    cluster: random.pick(cast.clusters),
    services: ['orders-api'],
  })),
  write(
    'lambda',
    'UpdateFunctionCode20150331v2',
    ({ random, cast }) => ({ functionName: random.pick(cast.functions).name, publish: true, dryRun: false }),
    {
      response: ({ random }) => ({
        runtime: 'nodejs22.x',
        codeSize: random.integer(20_000, 4_000_000),
        revisionId: random.uuid(),
        state: 'Active',
      }),
      mishap: [
        0.03,
        'ResourceConflictException',
        'The operation cannot be performed at this time. An update is in progress',
      ],
    }
  ),
  write('cloudformation', 'CreateChangeSet', ({ random }) => ({
    stackName: 'orders-prod',
    changeSetName: `deploy-${random.hex(8)}`,
    capabilities: ['CAPABILITY_IAM'],
  })),
  read('cloudformation', 'DescribeChangeSet', ({ random }) => ({
    stackName: 'orders-prod',
    changeSetName: `deploy-${random.hex(8)}`,
  })),
  write(
    'cloudformation',
    'ExecuteChangeSet',
    ({ random }) => ({ stackName: 'orders-prod', changeSetName: `deploy-${random.hex(8)}` }),
    {
      mishap: [0.02, 'InvalidChangeSetStatus', 'ChangeSet cannot be executed in its current status of FAILED'],
    }
  ),
];

function stateFilter({ random }: Scene): unknown {
  return random.chance(0.5) ? {} : { items: [{ name: 'instance-state-name', valueSet: items('value', ['running']) }] };
}
