import { isoSeconds, type Caller } from './caller';
import type { Call, Scene } from './scene';
import type { CloudTrailRecord } from './types';

/** Services without Regions: their events are recorded in us-east-1. */
const GLOBAL = new Set([
  'iam',
  'signin',
  'organizations',
  'cloudfront',
  'route53',
  'account',
  'health',
  'support',
  'ce',
]);
const VERSIONS: Readonly<Record<string, string>> = {
  sts: '1.08',
  signin: '1.08',
  sso: '1.10',
  ec2: '1.10',
  s3: '1.11',
  autoscaling: '1.08',
};
const API_VERSIONS: Readonly<Record<string, string>> = { logs: '20140328', cloudfront: '2020_05_31' };
const TLS13 = { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' };
const TLS12 = { tlsVersion: 'TLSv1.2', cipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256' };

/** The record that CloudTrail would write of a call. */
export function recordOf(scene: Scene, caller: Caller, call: Call, timeMs: number): CloudTrailRecord {
  const { random, cast } = scene;
  const { service, eventType = 'AwsApiCall' } = call;
  // Older tools call STS at its global endpoint, which is in us-east-1.
  const global = GLOBAL.has(service) || (service === 'sts' && caller.internal !== true && random.chance(0.3));
  const region = global ? 'us-east-1' : scene.region;
  const failed = call.error !== undefined;
  return {
    eventVersion: VERSIONS[service] ?? '1.11',
    userIdentity: caller.identity,
    eventTime: isoSeconds(timeMs),
    eventSource: `${service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: caller.ip,
    userAgent: service === 's3' && caller.internal !== true ? `[${caller.agent}]` : caller.agent,
    ...(call.error?.code !== undefined && { errorCode: call.error.code }),
    ...(call.error?.message !== undefined && { errorMessage: call.error.message }),
    requestParameters: call.request ?? null,
    responseElements: failed && eventType !== 'AwsConsoleSignIn' ? null : (call.response ?? null),
    ...(service === 's3' && { additionalEventData: s3Data(scene) }),
    ...(eventType === 'AwsApiCall' && { requestID: service === 's3' ? random.base32(16) : random.uuid() }),
    eventID: random.uuid(),
    readOnly: call.readOnly,
    ...(call.resources && {
      resources: call.resources.map((resource) => ({ accountId: cast.accountId, ...resource })),
    }),
    eventType,
    ...(API_VERSIONS[service] !== undefined && { apiVersion: API_VERSIONS[service] }),
    managementEvent: true,
    recipientAccountId: cast.accountId,
    ...(caller.vpcEndpointId !== undefined && {
      vpcEndpointId: caller.vpcEndpointId,
      vpcEndpointAccountId: cast.accountId,
    }),
    eventCategory: 'Management',
    ...call.more,
    ...(caller.internal !== true &&
      eventType !== 'AwsServiceEvent' && { tlsDetails: tlsDetails(scene, service, global ? undefined : region) }),
    ...(caller.console === true && eventType === 'AwsApiCall' && { sessionCredentialFromConsole: 'true' }),
  };
}

/** @param region undefined: the service's endpoint without a Region */
function tlsDetails({ random }: Scene, service: string, region?: string): Readonly<Record<string, string>> {
  const host = region === undefined ? service : `${service}.${region}`;
  return {
    ...(random.chance(0.85) ? TLS13 : TLS12),
    clientProvidedHostHeader: service === 'signin' ? 'us-east-1.signin.aws.amazon.com' : `${host}.amazonaws.com`,
  };
}

function s3Data({ random }: Scene): Readonly<Record<string, unknown>> {
  return {
    SignatureVersion: 'SigV4',
    CipherSuite: TLS13.cipherSuite,
    bytesTransferredIn: 0,
    AuthenticationMethod: 'AuthHeader',
    'x-amz-id-2': `${random.base32(38)}${random.base32(36)}=`,
    bytesTransferredOut: random.integer(200, 4000),
  };
}
