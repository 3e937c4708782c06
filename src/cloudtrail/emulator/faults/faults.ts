/** What the emulator does wrong on purpose. All are off unless set; `places` limits all of them to some regions. */
export interface EmulatorFaults {
  /** Regions, or `account/region`, that faults hold in. Default: everywhere. */
  readonly places?: readonly string[];
  /** Every lookup is throttled for so long from now. */
  readonly throttleForSeconds?: number;
  /** Milliseconds until an answer goes out: one figure, or from-to, spread evenly. */
  readonly latencyMs?: number | readonly [number, number];
  /** The connection of every n-th lookup is dropped without an answer. */
  readonly dropEvery?: number;
  /** Every n-th lookup gets this HTTP status, 500 where nothing else is said. */
  readonly failEvery?: number;
  readonly failStatus?: number;
  /** Every n-th page comes without events, but with a token. */
  readonly emptyPageEvery?: number;
  /** Every n-th token is refused. */
  readonly refuseTokenEvery?: number;
  /** CloudTrailEvent of every n-th event is cut in the middle, or null. */
  readonly garbleEvery?: number;
  readonly garbleAs?: 'cut' | 'null';
  /** LookupEvents is denied. */
  readonly accessDenied?: boolean;
  /** The region is not enabled. */
  readonly optInRequired?: boolean;
  /** Sessions that exist when this is set are expired. */
  readonly expireSessions?: boolean;
  /** The service's clock is so far ahead. */
  readonly clockOffsetSeconds?: number;
  /** Athena: every statement takes so long at least. */
  readonly queryDelayMs?: number;
  /** Athena: every n-th statement fails, for this reason. */
  readonly queryFailEvery?: number;
  readonly queryFailReason?: string;
}

const NUMBERS = [
  'throttleForSeconds',
  'dropEvery',
  'failEvery',
  'failStatus',
  'emptyPageEvery',
  'refuseTokenEvery',
  'garbleEvery',
  'clockOffsetSeconds',
  'queryDelayMs',
  'queryFailEvery',
] as const;
const FLAGS = ['accessDenied', 'optInRequired', 'expireSessions'] as const;

/**
 * Reads faults as the admin path and `--faults` take them.
 *
 * @throws Error naming the member that is wrong
 */
export function parseFaults(value: unknown): EmulatorFaults {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('Faults are a JSON object such as {"throttleForSeconds": 60}.');
  }
  const faults = value as Record<string, unknown>;
  for (const [name, member] of Object.entries(faults)) {
    const good =
      ((NUMBERS as readonly string[]).includes(name) && typeof member === 'number' && Number.isFinite(member)) ||
      ((FLAGS as readonly string[]).includes(name) && typeof member === 'boolean') ||
      (name === 'places' && Array.isArray(member) && member.every((place) => typeof place === 'string')) ||
      (name === 'queryFailReason' && typeof member === 'string') ||
      (name === 'garbleAs' && (member === 'cut' || member === 'null')) ||
      (name === 'latencyMs' && isLatency(member));
    if (!good) {
      const known = [...NUMBERS, ...FLAGS, 'places', 'garbleAs', 'latencyMs', 'queryFailReason'];
      throw new Error(
        known.includes(name)
          ? `The fault "${name}" cannot be ${JSON.stringify(member)}.`
          : `There is no fault "${name}". There are ${known.join(', ')}.`
      );
    }
  }
  return faults as EmulatorFaults;
}

function isLatency(value: unknown): boolean {
  const list = Array.isArray(value) && value.length === 2 ? value : [value];
  return list.every((ms) => typeof ms === 'number' && ms >= 0 && ms <= 120_000);
}

/** The faults that are set, and whose turn it is. */
export class FaultState {
  private faults: EmulatorFaults = {};
  private setAtMs = 0;
  private sessionsUntilMs = 0;
  private readonly turns = new Map<string, number>();

  /** @param nowMs by the emulator's clock */
  set(faults: EmulatorFaults, nowMs: number): void {
    this.faults = faults;
    this.setAtMs = nowMs;
    this.sessionsUntilMs = Date.now();
    this.turns.clear();
  }

  get(): EmulatorFaults {
    return this.faults;
  }

  /** The faults that hold for a place; none where `places` leaves it out. */
  at(account: string, region: string): EmulatorFaults {
    const { places } = this.faults;
    return !places || places.includes(region) || places.includes(`${account}/${region}`) ? this.faults : {};
  }

  throttled(faults: EmulatorFaults, nowMs: number): boolean {
    return nowMs < this.setAtMs + (faults.throttleForSeconds ?? 0) * 1000;
  }

  /** True every n-th time that it is asked, for each name on its own. */
  turn(name: string, every: number | undefined): boolean {
    if (every === undefined || every < 1) {
      return false;
    }
    const count = (this.turns.get(name) ?? 0) + 1;
    this.turns.set(name, count);
    return count % every === 0;
  }

  /** True for a session that was there when `expireSessions` was set. */
  expired(startedMs: number): boolean {
    return this.faults.expireSessions === true && startedMs <= this.sessionsUntilMs;
  }

  latencyMs({ latencyMs }: EmulatorFaults): number {
    if (latencyMs === undefined || typeof latencyMs === 'number') {
      return latencyMs ?? 0;
    }
    const [from, to] = latencyMs;
    return from + Math.random() * (to - from);
  }
}
