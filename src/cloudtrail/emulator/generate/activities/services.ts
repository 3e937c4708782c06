import { awsService, linkedService } from '../caller';
import { assumeRole } from '../calls/identity';
import { ec2Reads, scaleOut, scalingReads } from '../calls/compute';
import { bucketAcl, bucketReads, keyUse } from '../calls/storage';
import { sometimesThrottled } from '../failures';
import { inTurn, type Activity, type Call, type CallMaker, type Scene } from '../scene';

/** Services that look after the account by their service-linked roles, and where they look. */
const CARETAKERS: ReadonlyArray<{
  readonly name: string;
  readonly weight: number;
  readonly calls: readonly CallMaker[];
}> = [
  { name: 'autoscaling', weight: 5, calls: [...ec2Reads.slice(0, 3), scalingReads[1], ...scaleOut] },
  { name: 'config', weight: 4, calls: [...ec2Reads, ...scalingReads, ...bucketReads] },
  { name: 'inspector2', weight: 3, calls: ec2Reads.slice(0, 2) },
  { name: 'elasticloadbalancing', weight: 4, calls: ec2Reads.slice(3, 8) },
  { name: 'ecs', weight: 3, calls: ec2Reads.slice(5, 8).concat(scalingReads.slice(1, 2)) },
  { name: 'guardduty', weight: 1, calls: ec2Reads.slice(0, 4) },
  { name: 'access-analyzer', weight: 1, calls: ec2Reads.slice(9, 11) },
  { name: 'trustedadvisor', weight: 1, calls: [...ec2Reads, ...scalingReads, ...bucketReads] },
  { name: 'resource-explorer-2', weight: 1, calls: ec2Reads },
];

/** A service assumes its role and looks around. */
export const serviceRound: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const { name, calls } = random.weighted(CARETAKERS);
  const linked = linkedService(random, cast, name, startMs);
  const role = cast.linkedRoles.get(name);
  const session = String(linked.identity.principalId).split(':')[1];
  const assume = role && assumeRole(scene, role, session, linked.identity.accessKeyId);
  const looks = Array.from({ length: random.integer(2, 7) }, () =>
    sometimesThrottled(scene, random.pick(calls)(scene))
  );
  return [
    ...(assume ? [{ afterMs: 0, caller: awsService(name), call: assume }] : []),
    ...inTurn(scene, linked, looks, 400, 300),
  ];
};

/** Log delivery checks its bucket; a key is used for a service. */
export const serviceCall: Activity = (scene) => {
  const { random } = scene;
  return random.chance(0.4)
    ? [
        {
          afterMs: 0,
          caller: awsService(random.pick(['cloudtrail', 'delivery.logs', 'config'])),
          call: bucketAcl(scene),
        },
      ]
    : [{ afterMs: 0, caller: awsService(random.pick(['s3', 'dynamodb', 'rds'])), call: random.pick(keyUse)(scene) }];
};

/** Something that a service did by itself and that nobody called for. */
export const serviceNotice: Activity = (scene) => {
  const { random, cast } = scene;
  const [service, name, details] = random.pick(NOTICES);
  const host = `${service}.amazonaws.com`;
  const call: Call = {
    service,
    name,
    readOnly: false,
    eventType: 'AwsServiceEvent',
    more: { serviceEventDetails: details(scene) },
  };
  // Such records have an identity without a type.
  const identity = { accountId: cast.accountId, invokedBy: host };
  return [{ afterMs: 0, caller: { identity, ip: host, agent: host, internal: true }, call }];
};

const NOTICES: ReadonlyArray<readonly [service: string, name: string, details: (scene: Scene) => object]> = [
  ['kms', 'RotateKey', ({ random, cast }) => ({ keyId: random.pick(cast.keyIds), rotationType: 'AUTOMATIC' })],
  ['secretsmanager', 'RotationSucceeded', ({ random, cast }) => ({ SecretId: random.pick(cast.secrets) })],
  ['secretsmanager', 'EndSecretVersionDelete', ({ random, cast }) => ({ SecretId: random.pick(cast.secrets) })],
];
