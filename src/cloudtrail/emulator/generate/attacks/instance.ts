import { instanceIdentity, type Caller } from '../caller';
import { agentReport, instanceCaller } from '../activities/workloads';
import { read, write } from '../calls/define';
import { inRegion, type CallMaker, type Scene } from '../scene';
import { operator, strangersIp, strangersTool, whoAmI } from './callers';
import { calls, type Acting, type Play } from './play';

/** The identity of an instance, used at the stranger's who took it from the instance. */
function stolen(scene: Scene, instance = inRegion(scene, scene.cast.instances)): Caller {
  const { random, cast, startMs } = scene;
  return {
    identity: instanceIdentity(random, cast, instance, startMs - 1_200_000),
    ip: strangersIp(scene),
    agent: strangersTool(scene),
  };
}

const fromOutside =
  (...makers: readonly CallMaker[]): Acting =>
  (scene) => ({ caller: stolen(scene), seen: calls(scene, ...makers) });

const register = (service: string) =>
  write(service, 'RegisterManagedInstance', ({ random }) => ({
    activationId: random.uuid(),
    activationCode: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    publicKeyType: 'Rsa',
  }));

export const instanceCredentialsOutside: Play = {
  attack: 'Instance credentials used from outside',
  ruleId: '352a918a-34d8-4882-8470-44830c507aa3',
  act: fromOutside(
    whoAmI,
    read('s3', 'ListBuckets', ({ region }) => ({ Host: `s3.${region}.amazonaws.com` })),
    read('secretsmanager', 'ListSecrets', { maxResults: 100 })
  ),
  nearMisses: [
    {
      why: 'The instance talks to Systems Manager, which its identity is for.',
      act: (scene) => {
        const instance = inRegion(scene, scene.cast.instances);
        return { caller: stolen(scene, instance), seen: calls(scene, agentReport(instance)) };
      },
    },
    // Under another source than ssm.amazonaws.com, where the exclusion by source does not already hold.
    { why: 'The instance registers itself as a managed one.', act: fromOutside(register('ec2messages')) },
    {
      why: 'AWS itself calls for the instance, from inside.',
      act: (scene) => ({
        caller: { ...stolen(scene), ip: 'AWS Internal', agent: 'AWS Internal', internal: true },
        seen: calls(scene, whoAmI),
      }),
    },
    {
      why: 'The session is of a role that somebody gave to the instance.',
      act: (scene) => {
        const { random, cast, startMs } = scene;
        return {
          caller: instanceCaller(random, cast, inRegion(scene, cast.instances), startMs),
          seen: calls(scene, whoAmI),
        };
      },
    },
  ],
};

/** A server of every day, whose role somebody gave to it. */
const server = (scene: Scene): Caller =>
  instanceCaller(scene.random, scene.cast, inRegion(scene, scene.cast.instances), scene.startMs);

export const instanceExplores: Play = {
  attack: 'Account explored from a server',
  ruleId: '3a8a95f5-693a-4bd3-af71-b2951118e9cd',
  act: (scene) => ({
    caller: server(scene),
    lead: calls(scene, whoAmI),
    seen: calls(scene, read('iam', 'ListRoles', { maxItems: 1000 }), read('guardduty', 'ListDetectors')),
  }),
  nearMisses: [
    {
      why: 'Somebody of the operations looks.',
      act: (scene) => ({ caller: operator(scene), seen: calls(scene, read('iam', 'ListRoles', { maxItems: 1000 })) }),
    },
    {
      why: 'The server looks at its own profile.',
      act: (scene) => ({
        caller: server(scene),
        seen: calls(scene, read('iam', 'GetInstanceProfile', { instanceProfileName: 'web-instance' })),
      }),
    },
  ],
};
