import type { CallMaker } from '../scene';
import { operator, refused, thief, whoAmI } from './callers';
import { calls, type Play } from './play';

/**
 * An attack that is one call of a thief. It is a near miss where it is denied, and so are the calls of `looksAlike`, which
 * somebody of the operations makes, each with what tells it apart.
 */
export function oneCall(
  attack: string,
  ruleId: string,
  call: CallMaker,
  looksAlike: Readonly<Record<string, CallMaker>> = {}
): Play {
  return {
    attack,
    ruleId,
    act: (scene) => ({ caller: thief(scene), lead: calls(scene, whoAmI), seen: calls(scene, call) }),
    nearMisses: [
      { why: 'It was denied.', act: refused(call) },
      ...Object.entries(looksAlike).map(([why, harmless]) => ({
        why,
        act: (scene: Parameters<CallMaker>[0]) => ({ caller: operator(scene), seen: calls(scene, harmless) }),
      })),
    ],
  };
}
