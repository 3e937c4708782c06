import { assumedRole, iamUser, rootUser, type Caller } from '../caller';
import { permissionSetRole, personAtWork } from '../activities/people';
import { read } from '../calls/define';
import { denied } from '../failures';
import type { CallMaker, Scene } from '../scene';
import type { Acting } from './play';

/** Addresses that none of the cast has. */
export function strangersIp({ random }: Scene): string {
  return `203.0.113.${random.integer(2, 250)}`;
}

const STRANGERS_TOOLS = [
  'aws-cli/2.15.0 Python/3.11.6 Linux/6.5.0-kali3-amd64 exe/x86_64.kali.2023 prompt/off',
  'Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#6.6.9 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython Botocore/1.34.11',
];

/** A stranger with the key of an IAM user. */
export function thief(scene: Scene): Caller {
  const { random, cast } = scene;
  const victim = random.pick(cast.people.filter(({ signsIn }) => signsIn === 'iam'));
  return { identity: iamUser(random, cast, victim), ip: strangersIp(scene), agent: strangersTool(scene) };
}

export function strangersTool({ random }: Scene): string {
  return random.pick(STRANGERS_TOOLS);
}

/** An address that hardly any other play has. */
export function ownIp({ random }: Scene): string {
  return `198.18.${random.integer(0, 255)}.${random.integer(1, 254)}`;
}

/** A stolen session of a role; its name tells it from all others, so that what two do is not taken for the deeds of one. */
export function sessionThief(scene: Scene): Caller {
  const { random, cast, startMs } = scene;
  const session = `botocore-session-${random.integer(1_000_000_000, 1_999_999_999)}`;
  return {
    identity: assumedRole(random, cast, cast.deployRole, { session, createdMs: startMs - 600_000 }),
    ip: ownIp(scene),
    agent: strangersTool(scene),
  };
}

/** Somebody of the operations, as every day. */
export function operator(scene: Scene): Caller {
  const { random, cast, startMs } = scene;
  const who = personAtWork(
    scene,
    cast.people.filter(({ permissionSet }) => permissionSet === 'Operations')
  );
  const identity = assumedRole(random, cast, permissionSetRole(scene, who), {
    session: `${who.login}@example.com`,
    createdMs: startMs - 600_000,
  });
  return { identity, ip: who.ip, agent: who.browser, console: true };
}

/** The root user in a browser at a stranger's. */
export function root(scene: Scene): Caller {
  return rootUser(scene.cast, strangersIp(scene), scene.random.pick(scene.cast.people).browser);
}

/** Where most attacks begin: whose key is this? */
export const whoAmI = read('sts', 'GetCallerIdentity');

/** The thief tries it, and is not allowed to. */
export const refused =
  (maker: CallMaker): Acting =>
  (scene) => {
    const caller = sessionThief(scene);
    return { caller, seen: [denied(scene, caller, maker(scene))] };
  };
