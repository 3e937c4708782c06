import type { SigmaRule } from '../../../sigma';
import type { Range, Segment } from '../../store/coverage';
import type { CoverageKey } from '../../store/types';
import type { TrailError } from '../trailError';
import type { RunStats } from '../types';
import type { Gap } from './gaps';
import { keyOf, ruleHash, scopeHash, type TrailScope } from './needs';
import { Waiters } from './waiters';

const NOTHING_YET: RunStats = { state: 'queued', scannedBytes: 0, elapsedMs: 0 };

/** One search of the trail: a range, for some rules or for every event. Those who need part of it share it. */
export class TrailJob {
  state: 'waiting' | 'queued' | 'running' | 'done' | 'failed' = 'waiting';
  /** Absent: every event. Keyed by what their conditions say. */
  rules?: Map<string, SigmaRule>;
  range: Range;
  /** Epoch seconds at which it was sent; before that, when it was asked for. */
  asOf: number;
  /** The most events that it brings. */
  limit: number;
  stats: RunStats = NOTHING_YET;
  statement = '';
  /** Rows that it brought so far. */
  candidates = 0;
  /** Events of it that were new. */
  added = 0;
  /** Epoch milliseconds of the oldest event that it brought so far. */
  oldestMs = Infinity;
  /** It brought as many events as it may: those before this second are left out. */
  truncatedFrom?: number;
  error?: TrailError;
  readonly scopeHash: string;
  readonly stop = new AbortController();
  readonly ended: Promise<void>;
  end: () => void = () => undefined;
  readonly waiters = new Waiters(() => this.stop.abort(new Error('Nobody waits for the statement any more.')));

  constructor(
    gap: Gap,
    readonly scope: TrailScope,
    limit: number,
    nowS: number
  ) {
    this.range = gap.range;
    this.limit = limit;
    this.asOf = nowS;
    this.scopeHash = scopeHash(scope);
    if (gap.rules) {
      this.rules = new Map(gap.rules.map((rule) => [ruleHash(rule), rule]));
    }
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  get active(): boolean {
    return this.state !== 'done' && this.state !== 'failed';
  }

  /** The keys that are covered when it is done. */
  keys(): Array<CoverageKey | undefined> {
    return this.rules
      ? [...this.rules.keys()].map((hash) => keyOf(hash, this.scopeHash))
      : [keyOf(undefined, this.scopeHash)];
  }

  private has(rule: SigmaRule): boolean {
    return this.rules?.has(ruleHash(rule)) ?? true;
  }

  segment(): Segment {
    return { ...this.range, asOf: this.asOf };
  }

  /** It brings some of what a gap lacks. */
  serves(gap: Gap, scope: string): boolean {
    const isWide = this.scopeHash === '' || this.scopeHash === scope;
    const overlaps = this.range.from < gap.range.to && gap.range.from < this.range.to;
    return isWide && overlaps && (!this.rules || (gap.rules ?? []).some((rule) => this.has(rule)));
  }

  /** Takes a gap in before the statement is sent, where one statement for both reads hardly more than the larger. */
  takeIn(gap: Gap, scope: string, limit: number): boolean {
    const isSameKind = this.state === 'waiting' && scope === this.scopeHash && !gap.rules === !this.rules;
    const both = { from: Math.min(this.range.from, gap.range.from), to: Math.max(this.range.to, gap.range.to) };
    const longest = Math.max(this.range.to - this.range.from, gap.range.to - gap.range.from);
    if (!isSameKind || both.to - both.from > longest * 1.25 + 60) {
      return false;
    }
    this.range = both;
    this.limit = Math.max(this.limit, limit);
    gap.rules?.forEach((rule) => this.rules?.set(ruleHash(rule), rule));
    return true;
  }
}
