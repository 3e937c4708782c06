import { signInCall } from '../activities/people';
import { read } from '../calls/define';
import { root } from './callers';
import { calls, type Play } from './play';

export const rootSignIn: Play = {
  attack: 'Root user signed in',
  ruleId: 'c764eab4-38a4-4ade-ac68-5b8a7cf093d4',
  act: (scene) => ({
    caller: root(scene),
    lead: calls(scene, (): ReturnType<typeof signInCall> => signInCall(false, 'No')),
    seen: [signInCall(true, 'No')],
  }),
  nearMisses: [
    { why: 'The sign-in failed.', act: (scene) => ({ caller: root(scene), seen: [signInCall(false, 'No')] }) },
    {
      why: 'The root user is at work, but nobody signed in.',
      act: (scene) => ({
        caller: { ...root(scene), console: true },
        seen: calls(scene, read('iam', 'GetAccountSummary')),
      }),
    },
  ],
};
