import { assumedRole, awsService, instanceIdentity, type Caller } from '../caller';
import type { Cast, Instance } from '../cast';
import { ec2Reads } from '../calls/compute';
import { arn, read, write } from '../calls/define';
import { assumeRole } from '../calls/identity';
import { keyUse, secretReads } from '../calls/storage';
import { sometimesDenied } from '../failures';
import type { Random } from '../random';
import { inRegion, inTurn, type Activity, type Call, type CallMaker, type Scene } from '../scene';

const AGENT = 'aws-sdk-go/1.55.5 (go1.23.9; linux; amd64) amazon-ssm-agent/3.3.2299.0';
const SDK =
  'Boto3/1.40.45 md/Botocore#1.40.45 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.3 md/pyimpl#CPython exec-env/EC2 Botocore/1.40.45';
const HOUR_MS = 3_600_000;

/** An instance by its profile's role; the role has been delivered some time ago. */
export function instanceCaller(random: Random, cast: Cast, instance: Instance, startMs: number): Caller {
  const createdMs = startMs - random.integer(1, 5 * 60) * 60_000;
  return {
    identity: assumedRole(random, cast, instance.role, { session: instance.id, createdMs, ec2: true }),
    ip: instance.ip,
    agent: SDK,
    ...(random.chance(0.3) && { vpcEndpointId: instance.vpcEndpointId }),
  };
}

/** The agent on an instance reports; where nobody gave it a role, with the instance's own identity. */
export const instanceReport: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const instance = inRegion(scene, cast.instances);
  const usual = instanceCaller(random, cast, instance, startMs);
  const caller: Caller = instance.hostManaged
    ? { ...usual, identity: instanceIdentity(random, cast, instance, startMs - HOUR_MS), agent: AGENT }
    : { ...usual, agent: AGENT };
  return [{ afterMs: 0, caller, call: agentReport(instance)(scene) }];
};

/** What the agent on an instance says of it every few minutes. */
export function agentReport({ id, ip }: Instance): CallMaker {
  return write('ssm', 'UpdateInstanceInformation', {
    instanceId: id,
    agentVersion: '3.3.2299.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    platformName: 'Amazon Linux',
    agentName: 'amazon-ssm-agent',
    iPAddress: ip,
  });
}

/** A program on an instance reads its settings and a little around it. */
export const instanceWork: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const instance = inRegion(
    scene,
    cast.instances.filter(({ hostManaged }) => !hostManaged)
  );
  const caller = instanceCaller(random, cast, instance, startMs);
  const delivered = assumeRole(scene, instance.role, instance.id, caller.identity.accessKeyId);
  const calls = Array.from({ length: random.integer(1, 4) }, () =>
    sometimesDenied(scene, caller, random.pick(random.chance(0.6) ? secretReads : ec2Reads)(scene), 0.004)
  );
  return [
    ...(random.chance(0.3) ? [{ afterMs: 0, caller: awsService('ec2'), call: delivered }] : []),
    ...inTurn(scene, caller, calls, 2000, 200),
  ];
};

/** A function starts cold: role, log stream, secrets. */
export const functionStart: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const { name, role } = inRegion(scene, cast.functions);
  const identity = assumedRole(random, cast, role, { session: name, createdMs: startMs });
  const caller: Caller = {
    identity,
    ip: `192.0.2.${random.integer(100, 180)}`,
    agent: 'aws-sdk-js/3.901.0 ua/2.1 os/linux#5.10.240 lang/js md/nodejs#22.18.0 exec-env/AWS_Lambda_nodejs22.x',
  };
  const runtime: Caller = { ...caller, agent: 'awslambda-worker/1.0 rusoto/0.48.0 rust/1.89.0 linux' };
  const logGroupName = `/aws/lambda/${name}`;
  const stream = write('logs', 'CreateLogStream', { logGroupName, logStreamName: `$LATEST/${random.hex(32)}` })(scene);
  const calls: Call[] = Array.from({ length: random.integer(1, 3) }, () =>
    sometimesDenied(scene, caller, random.pick(random.chance(0.7) ? secretReads : keyUse)(scene), 0.006)
  );
  return [
    { afterMs: 0, caller: awsService('lambda'), call: assumeRole(scene, role, name, identity.accessKeyId) },
    { afterMs: 150, caller: runtime, call: stream },
    ...inTurn(scene, caller, calls, 120, 400),
  ];
};

/** A vendor's monitor comes in from its own account. */
export const vendorPoll: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const session = `metrics-${random.hex(8)}`;
  const identity = assumedRole(random, cast, cast.vendorRole, { session, createdMs: startMs });
  const vendor: Caller = {
    identity: {
      type: 'AWSAccount',
      principalId: cast.vendorPrincipalId,
      accountId: cast.vendorAccountId,
    },
    ip: '192.0.2.250',
    agent: 'Vendor-Collector/7.4 aws-sdk-java/2.33.4 md/io#sync md/http#Apache',
  };
  const assume = assumeRole(scene, cast.vendorRole, session, identity.accessKeyId, 'AssumeRole', {
    externalId: cast.vendorExternalId,
  });
  const looks = Array.from({ length: random.integer(2, 5) }, () => random.pick([...ec2Reads, metrics(scene)])(scene));
  return [
    { afterMs: 0, caller: vendor, call: { ...assume, more: { sharedEventID: random.uuid() } } },
    ...inTurn(scene, { ...vendor, identity }, looks, 800, 500),
  ];
};

function metrics(scene: Scene) {
  return read('tagging', 'GetResources', { resourcesPerPage: 100, resourceARNList: [arn(scene, 'ec2', 'instance/*')] });
}
