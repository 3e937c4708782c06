import { createHash, randomBytes } from 'node:crypto';
import type { EmulatorAccount, EmulatorRole } from './accounts';

/** Who signs: what GetCallerIdentity tells, and what the principal may do. */
export interface Principal {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly session: boolean;
  readonly mayLookup: boolean;
  readonly mayAssume: boolean;
}

/** A key that may sign requests. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAtMs?: number;
  /** Epoch milliseconds; sessions only. */
  readonly startedMs?: number;
  readonly principal: Principal;
}

/** Sessions that are kept at most; the oldest go first, so that a client that never stops assuming fills no memory. */
const MAX_SESSIONS = 10_000;

/** The accounts of the emulator: keys, roles, and the sessions that STS hands out. */
export class Directory {
  private readonly keys = new Map<string, Credential>();
  private readonly sessions = new Map<string, Credential>();
  private readonly roles = new Map<string, { account: string; role: EmulatorRole }>();

  /** @throws Error for an id that is not twelve digits, or a key that appears twice */
  constructor(readonly accounts: readonly EmulatorAccount[]) {
    for (const account of accounts) {
      if (!/^\d{12}$/.test(account.id)) {
        throw new Error(`"${account.id}" is not an AWS account ID. Give twelve digits.`);
      }
      for (const key of account.keys ?? []) {
        if (this.keys.has(key.accessKeyId)) {
          throw new Error(`The access key ${key.accessKeyId} appears twice. Give each account keys of its own.`);
        }
        const user = key.userName ?? 'sigtrail';
        this.keys.set(key.accessKeyId, {
          ...key,
          principal: {
            account: account.id,
            arn: `arn:aws:iam::${account.id}:user/${user}`,
            userId: uniqueId('AIDA', `${account.id}/${user}`),
            session: key.sessionToken !== undefined,
            mayLookup: key.mayLookup ?? true,
            mayAssume: key.mayAssume ?? true,
          },
        });
      }
      for (const role of account.roles ?? []) {
        this.roles.set(`arn:aws:iam::${account.id}:role/${role.name}`, { account: account.id, role });
      }
    }
  }

  credential(accessKeyId: string): Credential | undefined {
    return this.keys.get(accessKeyId) ?? this.sessions.get(accessKeyId);
  }

  has(accountId: string): boolean {
    return this.accounts.some(({ id }) => id === accountId);
  }

  role(arn: string): { account: string; role: EmulatorRole } | undefined {
    return this.roles.get(arn);
  }

  /** Temporary credentials for a session of a role. */
  startSession(
    account: string,
    role: EmulatorRole,
    sessionName: string,
    nowMs: number,
    expiresAtMs: number
  ): Credential {
    const roleId = uniqueId('AROA', `${account}/${role.name}`);
    const credential: Credential = {
      accessKeyId: uniqueId('ASIA', randomBytes(16).toString('hex')),
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(180).toString('base64'),
      expiresAtMs,
      startedMs: nowMs,
      principal: {
        account,
        arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`,
        userId: `${roleId}:${sessionName}`,
        session: true,
        mayLookup: role.mayLookup ?? true,
        mayAssume: true,
      },
    };
    this.sessions.set(credential.accessKeyId, credential);
    if (this.sessions.size > MAX_SESSIONS) {
      for (const oldest of this.sessions.keys()) {
        this.sessions.delete(oldest);
        break;
      }
    }
    return credential;
  }
}

/** An id of AWS's form: a prefix and sixteen of A-Z and 2-7, the same for the same text. */
export function uniqueId(prefix: string, text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  return prefix + [...bytes].map((byte) => alphabet[byte & 31]).join('');
}
