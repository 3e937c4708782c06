import type { CallMaker, Scene } from '../scene';
import type { Caller } from '../caller';
import { operator, refused, sessionThief, whoAmI } from './callers';
import { calls, type Play } from './play';

/**
 * An attack that is one call of `who`, a thief. It is a near miss where it is denied, and so are the calls of `looksAlike`, which
 * somebody of the operations makes, each with what tells it apart.
 */
export function oneCall(
  attack: string,
  ruleId: string,
  call: CallMaker,
  looksAlike: Readonly<Record<string, CallMaker>> = {},
  who: (scene: Scene) => Caller = sessionThief
): Play {
  return {
    attack,
    ruleId,
    act: (scene) => ({ caller: who(scene), lead: calls(scene, whoAmI), seen: calls(scene, call) }),
    nearMisses: [
      { why: 'It was denied.', act: refused(call) },
      ...Object.entries(looksAlike).map(([why, harmless]) => ({
        why,
        act: (scene: Scene) => ({ caller: operator(scene), seen: calls(scene, harmless) }),
      })),
    ],
  };
}
