import { printedDate } from '../caller';
import { read, write } from '../calls/define';
import type { CallMaker, Scene } from '../scene';
import { operator, refused, thief, whoAmI } from './callers';
import { calls, type Acting, type Play } from './play';

const listUsers = read('iam', 'ListUsers', { maxItems: 1000 });

const byThief =
  (...makers: readonly CallMaker[]): Acting =>
  (scene) => ({ caller: thief(scene), lead: calls(scene, whoAmI, listUsers), seen: calls(scene, ...makers) });
const byOperator =
  (maker: CallMaker): Acting =>
  (scene) => ({ caller: operator(scene), seen: [maker(scene)] });

function newKey(userName: string): CallMaker {
  return write(
    'iam',
    'CreateAccessKey',
    { userName },
    {
      response: ({ random, startMs }: Scene) => ({
        accessKey: {
          accessKeyId: `AKIA${random.base32(16)}`,
          status: 'Active',
          userName,
          createDate: printedDate(startMs),
        },
      }),
    }
  );
}

export const keyForOther: Play = {
  attack: 'Key made for another user',
  ruleId: '0e7f4f0c-93a5-4c2b-8a53-5d1a0b6f5c77',
  act: byThief(newKey('break-glass')),
  nearMisses: [
    {
      why: 'The user makes a new key for himself.',
      act: (scene) => {
        const user = scene.cast.people.find(({ signsIn }) => signsIn === 'iam');
        const caller = thief({ ...scene, cast: { ...scene.cast, people: user ? [user] : [] } });
        const own = { ...caller, ip: user?.ip ?? caller.ip, agent: user?.tool ?? caller.agent };
        return { caller: own, seen: [newKey(user?.login ?? '')(scene)] };
      },
    },
  ],
};

const attach = (policy: string) =>
  write('iam', 'AttachUserPolicy', ({ random, cast }) => ({
    userName: random.pick(cast.people.filter(({ signsIn }) => signsIn === 'iam')).login,
    policyArn: `arn:aws:iam::aws:policy/${policy}`,
  }));

export const administratorAttached: Play = {
  attack: 'Administrator rights taken',
  ruleId: '49dc0053-13f7-47ef-bd1a-8720027b4086',
  act: byThief(attach('AdministratorAccess')),
  nearMisses: [{ why: 'The policy gives no more than reading.', act: byOperator(attach('ReadOnlyAccess')) }],
};

const deactivate = write('iam', 'DeactivateMFADevice', ({ cast }) => ({
  userName: 'marek',
  serialNumber: `arn:aws:iam::${cast.accountId}:mfa/marek`,
}));

export const mfaRemoved: Play = {
  attack: 'MFA taken off a user',
  ruleId: '7a3eb2a2-0205-4b03-8af0-aa0b2f4babda',
  act: byThief(deactivate),
  nearMisses: [{ why: 'It was denied.', act: refused(deactivate) }],
};

const trust = (principal: (scene: Scene) => unknown) =>
  write('iam', 'UpdateAssumeRolePolicy', (scene) => ({
    roleName: 'github-deploy',
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: principal(scene), Action: 'sts:AssumeRole' }],
    }),
  }));

export const trustOpened: Play = {
  attack: 'Role opened to every account',
  ruleId: 'df4b3225-481f-471a-87a2-0e1cc2c7a004',
  act: byThief(trust(() => ({ AWS: '*' }))),
  nearMisses: [
    {
      why: 'The role trusts its own account alone.',
      act: byOperator(trust(({ cast }) => ({ AWS: `arn:aws:iam::${cast.accountId}:root` }))),
    },
  ],
};
