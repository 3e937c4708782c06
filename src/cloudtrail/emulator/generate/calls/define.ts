import type { Call, CallMaker, Scene } from '../scene';

type Part<T> = T | ((scene: Scene) => T);
type Extra = Partial<Record<'response' | 'request', Part<object>>> & {
  readonly resources?: Part<Call['resources']>;
  /** An error that is part of daily life, and how often it comes. */
  readonly mishap?: readonly [probability: number, code: string, message?: string];
};

/** A call that changes nothing. */
export function read(service: string, name: string, request?: Part<object>, extra: Extra = {}): CallMaker {
  return maker(service, name, true, { request, ...extra });
}

/** A call that changes something. */
export function write(service: string, name: string, request?: Part<object>, extra: Extra = {}): CallMaker {
  return maker(service, name, false, { request, ...extra });
}

function maker(service: string, name: string, readOnly: boolean, extra: Extra): CallMaker {
  return (scene) => {
    const { mishap } = extra;
    const fails = mishap !== undefined && scene.random.chance(mishap[0]);
    return {
      service,
      name,
      readOnly,
      request: made(extra.request, scene),
      ...(fails
        ? { error: { code: mishap[1], ...(mishap[2] !== undefined && { message: mishap[2] }) } }
        : { response: made(extra.response, scene) }),
      resources: made(extra.resources, scene),
    };
  };
}

function made<T>(part: Part<T> | undefined, scene: Scene): T | undefined {
  return typeof part === 'function' ? (part as (scene: Scene) => T)(scene) : part;
}

/** An ARN in the scene's account and Region. */
export function arn({ cast, region }: Scene, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${cast.accountId}:${rest}`;
}
