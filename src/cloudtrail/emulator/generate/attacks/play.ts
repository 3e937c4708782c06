import type { Caller } from '../caller';
import type { Call, CallMaker, Scene, Step } from '../scene';

/** An attack that a bundled rule looks for, and what looks like it and is not. */
export interface Play {
  readonly attack: string;
  readonly ruleId: string;
  /** The attack: its first steps may be such that no rule looks for. */
  readonly act: Acting;
  readonly nearMisses: readonly NearMiss[];
}

export interface NearMiss {
  /** A sentence: what tells it apart. */
  readonly why: string;
  readonly act: Acting;
}

/**
 * Who does it, and the calls in order; `seen` are those that the rule is to find, or is not to fall for: of a correlation
 * the call that completes it.
 */
export type Acting = (scene: Scene) => {
  readonly caller: Caller;
  readonly lead?: readonly Act[];
  readonly seen: readonly Act[];
};

/** A call by the play's caller, or by somebody else. */
export type Act = Call | { readonly caller: Caller; readonly call: Call };

/** The steps of an attack, or of its near miss, with their marks. */
export function stepsOf(scene: Scene, { attack, ruleId, act }: Play, nearMiss?: NearMiss): Step[] {
  const { caller, lead = [], seen } = (nearMiss?.act ?? act)(scene);
  let afterMs = 0;
  const step = (one: Act, planted: Step['planted']): Step => {
    const made = { afterMs, ...('call' in one ? one : { caller, call: one }), planted };
    afterMs += 1000 * scene.random.integer(2, 15);
    return made;
  };
  return [
    ...lead.map((call) => step(call, { attack })),
    ...seen.map((call) => step(call, { attack, ruleId, ...(nearMiss && { nearMiss: nearMiss.why }) })),
  ];
}

/** The calls that the makers make in a scene. */
export function calls(scene: Scene, ...makers: readonly CallMaker[]): Call[] {
  return makers.map((make) => make(scene));
}
