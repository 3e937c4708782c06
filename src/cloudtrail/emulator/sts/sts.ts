import type { Caller } from '../auth/authenticate';
import type { Directory } from '../auth/directory';
import { AwsServiceError } from '../aws/error';
import type { Xml } from './xml';

const VERSION = '2011-06-15';
/** Form of a session's name, after the STS API reference. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/**
 * Answers an STS operation of the query protocol.
 *
 * @param form the request's parameters
 * @throws AwsServiceError
 */
export function callSts(form: URLSearchParams, caller: Caller, directory: Directory, nowMs: number): Xml {
  const operation = form.get('Action') ?? '';
  if (form.get('Version') !== VERSION || !['GetCallerIdentity', 'AssumeRole'].includes(operation)) {
    throw new AwsServiceError('InvalidAction', `Could not find operation ${operation} for version ${VERSION}`);
  }
  const { principal } = caller;
  if (operation === 'GetCallerIdentity') {
    return { Arn: principal.arn, UserId: principal.userId, Account: principal.account };
  }
  return assumeRole(form, caller, directory, nowMs);
}

function assumeRole(form: URLSearchParams, { principal }: Caller, directory: Directory, nowMs: number): Xml {
  const arn = required(form, 'RoleArn');
  const sessionName = required(form, 'RoleSessionName');
  if (!SESSION_NAME.test(sessionName)) {
    throw validation('roleSessionName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}');
  }
  const found = directory.role(arn);
  const trusted = found && trusts(found.role.trusts, principal, directory);
  // A role that is not there and one that may not be assumed look the same, as at AWS.
  if (!found || !trusted || !principal.mayAssume || (found.role.externalId ?? null) !== externalId(form, found.role)) {
    throw new AwsServiceError(
      'AccessDenied',
      `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      403
    );
  }
  const { account, role } = found;
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  const longest = role.maxSessionSeconds ?? 3600;
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    throw validation('durationSeconds', 'Member must have value from 900 to 43200');
  }
  if (seconds > longest) {
    throw new AwsServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    );
  }
  const session = directory.startSession(account, role, sessionName, nowMs, nowMs + seconds * 1000);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken ?? '',
      Expiration: new Date(nowMs + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
    AssumedRoleUser: { AssumedRoleId: session.principal.userId, Arn: session.principal.arn },
  };
}

/** A role that asks for no external ID takes any. */
function externalId(form: URLSearchParams, role: { readonly externalId?: string }): string | null {
  return role.externalId === undefined ? null : form.get('ExternalId');
}

function trusts(
  trusted: readonly string[] | undefined,
  principal: { readonly account: string; readonly arn: string },
  directory: Directory
): boolean {
  return trusted
    ? trusted.includes(principal.account) || trusted.includes(principal.arn)
    : directory.has(principal.account);
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) {
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    throw validation(member, 'Member must not be null');
  }
  return value;
}

function validation(member: string, what: string): AwsServiceError {
  return new AwsServiceError(
    'ValidationError',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${what}`
  );
}
