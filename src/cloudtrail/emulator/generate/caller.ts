import { roleArn, type Cast, type Instance, type Person, type Role } from './cast';
import type { Random } from './random';

/** Who calls, from where and with what: the same through a session. */
export interface Caller {
  readonly identity: Readonly<Record<string, unknown>>;
  readonly ip: string;
  readonly agent: string;
  readonly console?: boolean;
  readonly vpcEndpointId?: string;
  /** AWS calls on somebody's behalf: no TLS details are recorded. */
  readonly internal?: boolean;
}

export interface SessionOptions {
  readonly session: string;
  readonly createdMs: number;
  readonly mfa?: boolean;
  readonly invokedBy?: string;
  readonly ec2?: boolean;
  readonly provider?: string;
}

export function isoSeconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/** A date as it stands in `responseElements`: `May 13, 2026, 3:20:30 PM`. */
export function printedDate(timeMs: number): string {
  const date = new Date(timeMs);
  const hour = date.getUTCHours();
  const time = [hour % 12 || 12, pad(date.getUTCMinutes()), pad(date.getUTCSeconds())].join(':');
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${time} ${hour < 12 ? 'AM' : 'PM'}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (part: number) => String(part).padStart(2, '0');

/** `userIdentity` of a role's session. */
export function assumedRole(
  random: Random,
  { accountId }: Cast,
  role: Role,
  options: SessionOptions
): Caller['identity'] {
  const { session, createdMs, mfa = false, invokedBy, ec2, provider } = options;
  return {
    type: 'AssumedRole',
    principalId: `${role.id}:${session}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${session}`,
    accountId,
    accessKeyId: `ASIA${random.base32(16)}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: role.id,
        arn: roleArn(accountId, role),
        accountId,
        userName: role.name,
      },
      ...(provider !== undefined && { webIdFederationData: { federatedProvider: provider, attributes: {} } }),
      attributes: { creationDate: isoSeconds(createdMs), mfaAuthenticated: String(mfa) },
      ...(ec2 === true && { ec2RoleDelivery: '2.0' }),
    },
    ...(invokedBy !== undefined && { invokedBy }),
  };
}

/** `userIdentity` of an IAM user: by its key or, with `consoleMs`, signed in to the console since then. */
export function iamUser(random: Random, { accountId }: Cast, user: Person, consoleMs?: number): Caller['identity'] {
  return {
    type: 'IAMUser',
    principalId: user.id,
    arn: `arn:aws:iam::${accountId}:user/${user.login}`,
    accountId,
    accessKeyId: consoleMs === undefined ? user.accessKeyId : `ASIA${random.base32(16)}`,
    userName: user.login,
    ...(consoleMs !== undefined && {
      sessionContext: { attributes: { creationDate: isoSeconds(consoleMs), mfaAuthenticated: 'true' } },
    }),
  };
}

/** A service that acts by itself. */
export function awsService(name: string): Caller {
  const host = `${name}.amazonaws.com`;
  return { identity: { type: 'AWSService', invokedBy: host }, ip: host, agent: host, internal: true };
}

/** A service that acts by its service-linked role. */
export function linkedService(random: Random, cast: Cast, name: string, createdMs: number): Caller {
  const host = `${name}.amazonaws.com`;
  const role = cast.linkedRoles.get(name) ?? { name, path: '/', id: `AROA${random.base32(17)}` };
  const session = `${name}-${random.hex(12)}`;
  return {
    identity: assumedRole(random, cast, role, { session, createdMs, invokedBy: host }),
    ip: host,
    agent: host,
    internal: true,
  };
}

/** The identity that every instance has of itself, without a role that anybody made. */
export function instanceIdentity(
  random: Random,
  { accountId }: Cast,
  instance: Instance,
  createdMs: number
): Caller['identity'] {
  return {
    type: 'AssumedRole',
    principalId: `${accountId}:aws:ec2-instance:${instance.id}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/aws:ec2-instance/${instance.id}`,
    accountId,
    accessKeyId: `ASIA${random.base32(16)}`,
    sessionContext: {
      sessionIssuer: {},
      attributes: { creationDate: isoSeconds(createdMs), mfaAuthenticated: 'false' },
      ec2RoleDelivery: '2.0',
    },
  };
}

/** The account's root user in the console. */
export function rootUser({ accountId }: Cast, ip: string, agent: string): Caller {
  return {
    identity: { type: 'Root', principalId: accountId, arn: `arn:aws:iam::${accountId}:root`, accountId },
    ip,
    agent,
  };
}
