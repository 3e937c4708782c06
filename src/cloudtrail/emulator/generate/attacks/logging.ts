import { linkedService } from '../caller';
import { arn, read, write } from '../calls/define';
import { operator, refused, sessionThief, whoAmI } from './callers';
import { calls, type Play } from './play';

const stop = write('cloudtrail', 'StopLogging', (scene) => ({
  name: arn(scene, 'cloudtrail', `trail/${scene.cast.trail}`),
}));

export const trailStopped: Play = {
  attack: 'Trail stopped',
  ruleId: '6c1d0a52-2f0c-4b67-9d0e-8f0b7b6a4e31',
  act: (scene) => ({
    caller: sessionThief(scene),
    lead: calls(
      scene,
      whoAmI,
      read('cloudtrail', 'DescribeTrails', { trailNameList: [], includeShadowTrails: true }),
      read('cloudtrail', 'GetTrailStatus', { name: scene.cast.trail })
    ),
    seen: calls(scene, stop),
  }),
  nearMisses: [{ why: 'It was denied.', act: refused(stop) }],
};

const remove = write('logs', 'DeleteLogGroup', { logGroupName: '/vpc/flow-logs' });

export const logGroupDeleted: Play = {
  attack: 'Flow logs deleted',
  ruleId: 'd9113c5b-57d5-4778-81d1-3cf1ce536d21',
  act: (scene) => ({
    caller: sessionThief(scene),
    lead: calls(scene, read('logs', 'DescribeLogGroups', { limit: 50 })),
    seen: calls(scene, remove),
  }),
  nearMisses: [
    {
      why: 'CloudFormation takes down a stack.',
      act: (scene) => {
        const service = linkedService(scene.random, scene.cast, 'cloudformation', scene.startMs);
        const { identity } = operator(scene);
        return {
          caller: { ...service, identity: { ...identity, invokedBy: service.identity.invokedBy } },
          seen: calls(scene, remove),
        };
      },
    },
  ],
};
