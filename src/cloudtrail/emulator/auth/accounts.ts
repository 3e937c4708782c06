/** A long-term key, or a session that exists from the start. */
export interface EmulatorKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Makes it a temporary key: requests must carry this token. */
  readonly sessionToken?: string;
  /** Epoch milliseconds; absent: never. */
  readonly expiresAtMs?: number;
  /** IAM user that it belongs to. Default `sigtrail`. */
  readonly userName?: string;
  /** False: `cloudtrail:LookupEvents` is denied. Default true. */
  readonly mayLookup?: boolean;
  /** False: `sts:AssumeRole` is denied. Default true. */
  readonly mayAssume?: boolean;
}

/** A role, with what its trust policy says. */
export interface EmulatorRole {
  readonly name: string;
  /** `sts:ExternalId` that the trust policy asks for. */
  readonly externalId?: string;
  /** Account ids and ARNs that may assume it. Default: every account of the emulator. */
  readonly trusts?: readonly string[];
  /** Default 3600. */
  readonly maxSessionSeconds?: number;
  /** False: sessions of the role may not call `cloudtrail:LookupEvents`. Default true. */
  readonly mayLookup?: boolean;
}

export interface EmulatorAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly keys?: readonly EmulatorKey[];
  readonly roles?: readonly EmulatorRole[];
}

/** Keys of the emulator's first account where nothing else is said: the same in every run, of no use anywhere else. */
export const DEFAULT_ACCESS_KEY = 'AKIAEXAMPLE000000001';
export const DEFAULT_SECRET_KEY = 'emulator-secret-key';
export const DEFAULT_ACCOUNT = '111122223333';
export const DEFAULT_ROLE = 'SigtrailReader';
export const DEFAULT_EXTERNAL_ID = 'sigtrail-emulator';

/**
 * Accounts as the command line and the demo have them: each with one key (the first with the well-known one) and one
 * role that the others may assume with an external ID.
 */
export function defaultAccounts(ids: readonly string[] = [DEFAULT_ACCOUNT]): EmulatorAccount[] {
  return ids.map((id, index) => ({
    id,
    keys: [
      {
        accessKeyId: `${DEFAULT_ACCESS_KEY.slice(0, 12)}${String(index + 1).padStart(8, '0')}`,
        secretAccessKey: DEFAULT_SECRET_KEY,
      },
    ],
    roles: [{ name: DEFAULT_ROLE, externalId: DEFAULT_EXTERNAL_ID }],
  }));
}
