import type { Caller } from './caller';
import type { Call, Scene } from './scene';

/** Codes for "you may not", where a service has one of its own. */
const DENIED: Readonly<Record<string, string>> = {
  ec2: 'Client.UnauthorizedOperation',
  s3: 'AccessDenied',
  iam: 'AccessDenied',
  sts: 'AccessDenied',
  autoscaling: 'AccessDenied',
  rds: 'AccessDenied',
};

/** The call as it ends when a policy does not allow it. */
export function denied({ cast, region }: Scene, caller: Caller, call: Call): Call {
  const action = `${call.service}:${call.name.replace(/\d{8}(v\d+)?$/, '')}`;
  const resource = call.resources?.[0]?.ARN ?? `arn:aws:${call.service}:${region}:${cast.accountId}:*`;
  const message =
    `User: ${String(caller.identity.arn ?? caller.identity.invokedBy)} is not authorized to perform: ${action} ` +
    `on resource: ${resource} because no identity-based policy allows the ${action} action`;
  return { ...call, response: undefined, error: { code: DENIED[call.service] ?? 'AccessDeniedException', message } };
}

/** Lets a few calls be denied. */
export function sometimesDenied(scene: Scene, caller: Caller, call: Call, probability: number): Call {
  return !call.error && scene.random.chance(probability) ? denied(scene, caller, call) : call;
}

/** Lets a few calls come too fast for AWS. */
export function sometimesThrottled({ random }: Scene, call: Call): Call {
  if (call.error || !random.chance(0.008)) {
    return call;
  }
  const error =
    call.service === 'ec2'
      ? { code: 'Client.RequestLimitExceeded', message: 'Request limit exceeded.' }
      : { code: 'ThrottlingException', message: 'Rate exceeded' };
  return { ...call, response: undefined, error };
}
