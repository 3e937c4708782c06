import { timingSafeEqual } from 'node:crypto';
import { authError, type Protocol } from '../aws/error';
import { header, type AwsRequest } from '../aws/request';
import type { Credential, Directory, Principal } from './directory';
import { parseAuthorization, verifySignature } from './sigv4';

/** Who calls, and for which region. */
export interface Caller {
  readonly principal: Principal;
  readonly accessKeyId: string;
  readonly region: string;
}

/** What authentication needs of its surroundings. */
export interface AuthContext {
  readonly directory: Directory;
  /** The service that the request is for, as credential scopes name it. */
  readonly service: string;
  readonly protocol: Protocol;
  readonly nowMs: number;
  /** A fault that makes this session expire before its time. */
  isExpiredEarly(credential: Credential): boolean;
}

/**
 * Authenticates a request as AWS does: key, token, signature, then the token's end.
 *
 * @throws AwsServiceError by the protocol's names
 */
export function authenticate(request: AwsRequest, context: AuthContext): Caller {
  const { protocol, service, nowMs } = context;
  const authorization = parseAuthorization(request, protocol);
  const credential = context.directory.credential(authorization.accessKeyId);
  if (!credential) {
    throw authError('unknown-key', protocol, 'The security token included in the request is invalid.');
  }
  checkToken(request, credential, protocol);
  verifySignature(request, authorization, credential.secretAccessKey, { service, protocol, nowMs });
  const expired = credential.expiresAtMs !== undefined && nowMs >= credential.expiresAtMs;
  if (expired || (credential.sessionToken !== undefined && context.isExpiredEarly(credential))) {
    throw authError('expired-token', protocol, 'The security token included in the request is expired');
  }
  return { principal: credential.principal, accessKeyId: credential.accessKeyId, region: authorization.region };
}

function checkToken(request: AwsRequest, credential: Credential, protocol: Protocol): void {
  const given = Buffer.from(header(request, 'x-amz-security-token') ?? '');
  const expected = Buffer.from(credential.sessionToken ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw authError('bad-token', protocol, 'The security token included in the request is invalid.');
  }
}
