import type { Caller } from './caller';
import type { Cast } from './cast';
import type { Random } from './random';
import type { PlantedMark } from './types';

/** Where something happens. */
export interface Scene {
  readonly random: Random;
  readonly cast: Cast;
  readonly region: string;
  /** Epoch milliseconds at which the session starts. */
  readonly startMs: number;
}

/** One request to AWS, as far as its record tells of it. */
export interface Call {
  /** The service's host without `.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly request?: unknown;
  readonly response?: unknown;
  readonly resources?: ReadonlyArray<{ readonly type?: string; readonly ARN: string }>;
  readonly error?: { readonly code?: string; readonly message?: string };
  readonly eventType?: string;
  /** Further top-level fields. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Makes a call of one kind, with arguments that suit the scene. */
export type CallMaker = (scene: Scene) => Call;

export interface Step {
  /** Milliseconds from the session's start. */
  readonly afterMs: number;
  readonly caller: Caller;
  readonly call: Call;
  readonly planted?: PlantedMark;
}

/** Calls that belong together, in time order. Lasts less than an hour. */
export type Activity = (scene: Scene) => readonly Step[];

/** Calls of one caller, one after the other, with pauses of about `paceMs`. */
export function inTurn(scene: Scene, caller: Caller, calls: readonly Call[], paceMs: number, firstMs = 0): Step[] {
  let afterMs = firstMs;
  return calls.map((call) => {
    const step = { afterMs, caller, call };
    afterMs += Math.min(scene.random.exponential(), 5) * paceMs;
    return step;
  });
}

/** One of those in the scene's Region, or of all where there is none. */
export function inRegion<T extends { readonly region: string }>({ random, region }: Scene, all: readonly T[]): T {
  const here = all.filter((one) => one.region === region);
  return random.pick(here.length > 0 ? here : all);
}
