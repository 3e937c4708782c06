import { NarrowingError, type AccountFailure } from '../source';
import { unlessAborted } from '../unlessAborted';
import { credentialsFor, type CachedCredentials } from './credentials';
import { AwsError } from './errors';
import { callerIdentity } from './identity';
import { accountAccesses, accountOfArn, type AccountAccess, type AwsSettings } from './settings';

/** An account that is searched. */
export interface ResolvedAccount {
  /** Twelve digits; `unknown` where STS could not be asked. */
  readonly id: string;
  /** As the settings name it. */
  readonly name?: string;
  /** Who we are in it, where STS told. */
  readonly arn?: string;
  readonly credentials: CachedCredentials;
}

interface Access {
  readonly access: AccountAccess;
  readonly credentials: CachedCredentials;
  resolved?: ResolvedAccount;
  pending?: Promise<ResolvedAccount>;
}

/** Without an answer from STS events can still be looked up: their records name the account. */
const UNKNOWN_ACCOUNT = 'unknown';
const CREDENTIAL_FAULTS = new Set(['bad-credentials', 'expired-credentials', 'no-credentials', 'clock']);

/** The accounts of one data source, their credentials and ids; each is asked once and then kept. */
export class Accounts {
  private readonly accesses: Access[];

  constructor(private readonly settings: AwsSettings) {
    this.accesses = accountAccesses(settings).map((access) => ({
      access,
      credentials: credentialsFor(settings, access),
    }));
  }

  /**
   * @param signal an account that is not known by then is a failure; asking goes on for the next call
   * @param asked ids or names to narrow to; absent or empty: all
   * @returns the accounts, each id once, and those whose id cannot be found out
   * @throws NarrowingError when `asked` names an account that is not among them
   */
  async resolve(
    signal?: AbortSignal,
    asked?: readonly string[]
  ): Promise<{ accounts: ResolvedAccount[]; failures: AccountFailure[] }> {
    const settled = await Promise.allSettled(
      this.accesses.map((access) => {
        const identified = this.identify(access);
        return signal ? unlessAborted(identified, signal, notInTime) : identified;
      })
    );
    const accounts = new Map<string, ResolvedAccount>();
    const failures: AccountFailure[] = [];
    settled.forEach((outcome, index) => {
      if (outcome.status === 'fulfilled') {
        if (!accounts.has(outcome.value.id)) {
          accounts.set(outcome.value.id, outcome.value);
        }
      } else {
        const { access } = this.accesses[index];
        const id = access.kind === 'role' ? accountOfArn(access.assumeRoleArn) : undefined;
        failures.push({ ...(id ? { account: id } : {}), error: outcome.reason as AwsError });
      }
    });
    return narrowed([...accounts.values()], failures, asked);
  }

  private async identify(access: Access): Promise<ResolvedAccount> {
    if (access.resolved) {
      return access.resolved;
    }
    access.pending ??= this.ask(access).finally(() => {
      delete access.pending;
    });
    return access.pending;
  }

  private async ask(entry: Access): Promise<ResolvedAccount> {
    const { access, credentials } = entry;
    const name = access.kind === 'role' && access.name ? { name: access.name } : {};
    const roleArn = access.kind === 'role' ? access.assumeRoleArn : this.settings.assumeRoleArn;
    const id = roleArn ? accountOfArn(roleArn) : undefined;
    if (id !== undefined) {
      entry.resolved = { id, ...name, credentials };
      return entry.resolved;
    }
    try {
      const identity = await callerIdentity(this.settings, credentials);
      entry.resolved = { id: identity.account || UNKNOWN_ACCOUNT, arn: identity.arn, ...name, credentials };
      return entry.resolved;
    } catch (error) {
      if (error instanceof AwsError && !CREDENTIAL_FAULTS.has(error.fault)) {
        // STS may be unreachable where CloudTrail is not (VPC endpoints); ask again next time.
        return { id: UNKNOWN_ACCOUNT, ...name, credentials };
      }
      throw error;
    }
  }
}

function notInTime(): AwsError {
  return new AwsError(
    'timeout',
    'Timeout',
    'STS did not say in time whose the credentials are. Check the network and the endpoint.'
  );
}

function narrowed(accounts: ResolvedAccount[], failures: AccountFailure[], asked: readonly string[] | undefined) {
  if (!asked || asked.length === 0) {
    return { accounts, failures };
  }
  const isAsked = (account: { id?: string; name?: string }) =>
    asked.some((value) => value === account.id || value === account.name);
  const chosen = accounts.filter(isAsked);
  const known = new Set([
    ...accounts.flatMap((account) => [account.id, account.name]),
    ...failures.map((f) => f.account),
  ]);
  const unknown = asked.filter((value) => !known.has(value));
  // While an account's id cannot be found out, a name may well be its.
  if (unknown.length > 0 && failures.every((failure) => failure.account !== undefined)) {
    throw new NarrowingError(
      `This data source does not search account ${unknown.join(', ')}. It searches ` +
        `${accounts.map((account) => account.name ?? account.id).join(', ')}; add more in its settings.`
    );
  }
  const relevant = failures.filter((failure) => failure.account === undefined || asked.includes(failure.account));
  return { accounts: chosen, failures: relevant };
}
