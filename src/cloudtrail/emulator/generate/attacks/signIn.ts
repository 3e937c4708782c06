import { iamUser, rootUser, type Caller } from '../caller';
import { signInCall } from '../activities/people';
import { read, write } from '../calls/define';
import type { CallMaker, Scene } from '../scene';
import { operator, refused, root, strangersIp, strangersTool, thief, whoAmI } from './callers';
import { calls, type Play } from './play';

/** An IAM user at the sign-in, who has no key yet. */
function atTheDoor(scene: Scene): Caller {
  const { random, cast } = scene;
  const user = random.pick(cast.people.filter(({ signsIn }) => signsIn === 'iam'));
  const { accessKeyId: _, ...identity } = iamUser(random, cast, user);
  return { identity, ip: strangersIp(scene), agent: user.browser };
}

/** The root user by a key, as a program at a stranger's. */
function rootByKey(scene: Scene): Caller {
  const { identity, ip, agent } = rootUser(scene.cast, strangersIp(scene), strangersTool(scene));
  return { identity: { ...identity, accessKeyId: `AKIA${scene.random.base32(16)}` }, ip, agent };
}

const tokenCall = (): ReturnType<typeof signInCall> => ({
  service: 'signin',
  name: 'GetSigninToken',
  readOnly: false,
  eventType: 'AwsConsoleSignIn',
  response: { GetSigninToken: 'Success' },
});
const recovery = (name: string): CallMaker => {
  const mail = {
    service: 'signin',
    name,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    response: { [name]: 'Success' },
  };
  return () => mail;
};
const newKey = write('iam', 'CreateAccessKey');
const listBuckets = read('s3', 'ListBuckets');

/** Ways in through the sign-in, and the root user. */
export const signInPlays: readonly Play[] = [
  {
    attack: 'Sign-in with a stolen password',
    ruleId: '78b6248a-e575-4a2b-9bb7-18dcc83ca87f',
    act: (scene) => ({ caller: atTheDoor(scene), seen: [signInCall(true, 'No')] }),
    nearMisses: [
      {
        why: 'A second factor was asked for.',
        act: (scene) => ({ caller: atTheDoor(scene), seen: [signInCall(true, 'Yes')] }),
      },
      {
        why: 'The password was wrong.',
        act: (scene) => ({ caller: atTheDoor(scene), seen: [signInCall(false, 'No')] }),
      },
    ],
  },
  {
    attack: 'Console opened with a stolen key',
    ruleId: '3750c779-5ec8-4785-a3c5-a618f63f1200',
    act: (scene) => ({ caller: thief(scene), lead: calls(scene, whoAmI), seen: [tokenCall()] }),
    nearMisses: [
      { why: 'It is done in a browser.', act: (scene) => ({ caller: operator(scene), seen: [tokenCall()] }) },
    ],
  },
  {
    attack: 'Key made for the root user',
    ruleId: '50a49f70-b910-4621-9402-8a0ba34ef67c',
    act: (scene) => ({ caller: { ...root(scene), console: true }, seen: calls(scene, newKey) }),
    nearMisses: [
      {
        why: 'The root user lists the keys.',
        act: (scene) => ({
          caller: { ...root(scene), console: true },
          seen: calls(scene, read('iam', 'ListAccessKeys')),
        }),
      },
      { why: 'It was denied.', act: refused(newKey) },
    ],
  },
  {
    attack: 'Key of the root user in use',
    ruleId: '6ac5be01-2114-4eeb-9847-4d0723439749',
    act: (scene) => ({ caller: rootByKey(scene), seen: calls(scene, whoAmI, listBuckets) }),
    nearMisses: [
      {
        why: 'The root user is in the console.',
        act: (scene) => ({ caller: { ...root(scene), console: true }, seen: calls(scene, listBuckets) }),
      },
    ],
  },
  {
    attack: 'Password of the root user reset',
    ruleId: 'a2f38b83-56c7-4916-ac77-d1c436700cd6',
    act: (scene) => ({
      caller: root(scene),
      seen: calls(scene, recovery('PasswordRecoveryRequested'), recovery('PasswordRecoveryCompleted')),
    }),
    nearMisses: [
      { why: 'The sign-in failed.', act: (scene) => ({ caller: root(scene), seen: [signInCall(false, 'No')] }) },
    ],
  },
  {
    attack: 'Attack tool at work',
    ruleId: '829a3ffa-766a-42cc-874d-81fe2f00be87',
    act: (scene) => ({
      caller: { ...thief(scene), agent: 'Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 lang/python#3.11.7 Pacu/1.6.0' },
      seen: calls(scene, whoAmI, read('iam', 'ListUsers')),
    }),
    nearMisses: [
      {
        why: 'The tool is one of every day.',
        act: (scene) => ({ caller: operator(scene), seen: calls(scene, read('iam', 'ListUsers')) }),
      },
    ],
  },
];
