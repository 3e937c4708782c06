import { bytesText } from '../../../contract/scanned';
import { TrailError } from '../trailError';
import type { RunStats } from '../types';

export interface SpendLimits {
  /** Bytes that one statement may scan; absent: no limit. */
  readonly perQuery?: number;
  /** Bytes that may be scanned on one day (UTC). */
  readonly perDay?: number;
}

/** What is kept over a restart. */
export interface SpendState {
  /** Bytes scanned by day of the scan, `2026-11-24`. */
  readonly spent: Readonly<Record<string, number>>;
  /** Bytes that a day of the table takes to read, learnt from statements that did. */
  readonly dayBytes: Readonly<Record<string, number>>;
}

export interface SpendOptions {
  readonly limits: SpendLimits;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly load?: () => SpendState | undefined;
  readonly save?: (state: SpendState) => void;
  /** Told of each statement that has ended, for metrics. */
  readonly onStatement?: (statement: SpentStatement) => void;
}

/** A statement that ran, for `status`. */
export interface SpentStatement {
  readonly startedMs: number;
  /** Rules that it was for; absent: every event. */
  readonly rules?: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  readonly queryId?: string;
  readonly outcome: 'finished' | 'failed' | 'stopped';
}

const DAY_S = 86_400;
const KEPT_DAYS = 400;
const KEPT_STATEMENTS = 50;

/**
 * What was scanned, what more may be, and what a statement is likely to scan. Athena charges by bytes read, in whole
 * partitions: what a day took once it takes again.
 */
export class Spend {
  private readonly spent: Map<string, number>;
  private readonly dayBytes: Map<string, number>;
  private readonly statements: SpentStatement[] = [];

  constructor(private readonly options: SpendOptions) {
    const kept = options.load?.();
    this.spent = new Map(Object.entries(kept?.spent ?? {}));
    this.dayBytes = new Map(Object.entries(kept?.dayBytes ?? {}));
  }

  /** Bytes scanned today. */
  get today(): number {
    return this.spent.get(dayOf(this.options.now() / 1000)) ?? 0;
  }

  get limits(): SpendLimits {
    return this.options.limits;
  }

  /** Bytes scanned by day, the latest first. */
  days(): Array<{ day: string; bytes: number }> {
    return [...this.spent].map(([day, bytes]) => ({ day, bytes })).sort((a, b) => (a.day < b.day ? 1 : -1));
  }

  /** The statements that ran lately, the latest first. */
  recent(): readonly SpentStatement[] {
    return this.statements;
  }

  /** Bytes that a statement over the days is likely to scan; undefined before anything is known. */
  estimate(days: readonly string[]): number | undefined {
    if (this.dayBytes.size === 0) {
      return undefined;
    }
    const known = [...this.dayBytes.values()];
    const average = known.reduce((sum, bytes) => sum + bytes, 0) / known.length;
    return Math.round(days.reduce((sum, day) => sum + (this.dayBytes.get(day) ?? average), 0));
  }

  /**
   * Told before a statement starts.
   *
   * @throws TrailError `scan-limit` where it would, or is likely to, pass a limit
   */
  admit(days: readonly string[]): void {
    const expected = this.estimate(days);
    const { perQuery, perDay } = this.limits;
    if (perQuery !== undefined && expected !== undefined && expected > perQuery) {
      throw limitError(
        `The query would scan about ${bytesText(expected)}, more than the ${bytesText(perQuery)} that maxScannedBytesPerQuery allows.`
      );
    }
    if (perDay !== undefined && this.today + (expected ?? 0) >= perDay) {
      throw limitError(
        `${bytesText(this.today)} of the trail were scanned today and the query would scan ${expected === undefined ? 'more' : `about ${bytesText(expected)} more`}; maxScannedBytesPerDay allows ${bytesText(perDay)}.`
      );
    }
  }

  /**
   * Told while a statement runs, and once it has finished.
   *
   * @param now it has scanned so far
   * @param before bytes at the last call
   * @throws TrailError `scan-limit` where going on as fast would pass a limit
   */
  progress({ scannedBytes: bytes, state }: Pick<RunStats, 'scannedBytes' | 'state'>, before: number): void {
    const step = Math.max(0, bytes - before);
    const today = dayOf(this.options.now() / 1000);
    this.spent.set(today, (this.spent.get(today) ?? 0) + step);
    this.save();
    if (state === 'finished') {
      return;
    }
    const { perQuery, perDay } = this.limits;
    if (perQuery !== undefined && bytes + step > perQuery) {
      throw limitError(
        `The query was stopped after ${bytesText(bytes)}: maxScannedBytesPerQuery allows ${bytesText(perQuery)}.`
      );
    }
    if (perDay !== undefined && this.today + step > perDay) {
      throw limitError(
        `The query was stopped: ${bytesText(this.today)} of the trail were scanned today, and maxScannedBytesPerDay allows ${bytesText(perDay)}.`
      );
    }
  }

  /** Told when a statement has ended: what was read of which days is what they take. */
  ended(statement: SpentStatement, days: readonly string[]): void {
    this.statements.unshift(statement);
    this.statements.splice(KEPT_STATEMENTS);
    this.options.onStatement?.(statement);
    if (statement.bytes === 0) {
      return;
    }
    const each = statement.bytes / Math.max(1, days.length);
    for (const day of days) {
      const known = this.dayBytes.get(day) ?? 0;
      // One that was stopped read that much at least.
      if (statement.outcome === 'finished' || each > known) {
        this.dayBytes.set(day, each);
      }
    }
    this.save();
  }

  private save(): void {
    for (const map of [this.spent, this.dayBytes]) {
      [...map.keys()]
        .sort()
        .slice(0, -KEPT_DAYS)
        .forEach((day) => map.delete(day));
    }
    this.options.save?.({ spent: Object.fromEntries(this.spent), dayBytes: Object.fromEntries(this.dayBytes) });
  }
}

/** The days (UTC) whose partitions hold a range: what happened at its end may be delivered `settleSeconds` later. */
export function daysOf(range: { readonly from: number; readonly to: number }, settleSeconds: number): string[] {
  const days: string[] = [];
  const last = Math.floor((range.to - 1 + settleSeconds) / DAY_S);
  for (let day = Math.floor(range.from / DAY_S); day <= last; day++) {
    days.push(dayOf(day * DAY_S));
  }
  return days;
}

function dayOf(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 10);
}

function limitError(what: string): TrailError {
  return new TrailError(
    'scan-limit',
    'ScanLimit',
    `${what} Choose a narrower time range, or raise the limit in the data source's trail settings.`
  );
}
