import { createHash } from 'node:crypto';
import type { Clock } from '../../aws/clock';
import { filterKey } from '../../lookup/filter';
import { eventSet, type EventSet } from '../../scan/eventSet';
import type { ScanRequest } from '../../source';
import type { Range } from '../../store/coverage';
import type { Freshness } from '../../store/freshness';
import type { CoverageKey, EventStore, Place } from '../../store/types';
import type { TrailError } from '../trailError';
import type { SqlEngine } from '../types';
import { gapsOf, type Gap, type Wanted } from './gaps';
import type { TrailJob } from './job';
import { TrailJobs } from './jobs';
import { lookupRule } from './lookupRule';
import { keysFor, NO_SCOPE, ruleHash, scopeHash, type TrailScope } from './needs';
import { runJob } from './runJob';
import { trailError } from './runStatement';
import type { Slots } from './slots';
import { daysOf, type Spend } from './spend';
import type { TrailStatements } from './statements';
import { waitFor } from './waitFor';

export interface EventSearchOptions {
  readonly engine: SqlEngine;
  readonly store: EventStore;
  readonly spend: Spend;
  readonly place: Place;
  readonly slots: Slots;
  readonly clock: Clock;
  readonly settleSeconds: number;
  readonly freshSeconds: number;
  /** A search for rules brings no more events than this. */
  readonly maxEvents: number;
  readonly statements: (signal: AbortSignal) => Promise<TrailStatements>;
}

/** What a search found. */
export interface Searched {
  readonly events: EventSet;
  /** Epoch seconds: events before are left out, there are more than a query may have. */
  readonly truncatedFrom?: number;
  readonly failed: readonly TrailError[];
  readonly jobs: readonly TrailJob[];
  /** Bytes that were scanned while this query waited. */
  readonly scannedBytes: number;
  /** What was not searched when the time was up. */
  readonly missing: readonly Range[];
  readonly complete: boolean;
}

/** Finds events of a trail: statements bring what the store lacks, and bring it once. */
export class EventSearch {
  private readonly jobs: TrailJobs;
  /** Where searches stopped, since there were more events than a query may have, by coverage key. */
  private readonly cuts = new Map<string, { readonly from: number; readonly limit: number }>();

  constructor(private readonly options: EventSearchOptions) {
    this.jobs = new TrailJobs(options.clock, options.slots, (job) => this.run(job));
  }

  /** Searches under way. */
  active(): readonly TrailJob[] {
    return this.jobs.list();
  }

  /** @throws the request's signal's reason when it is aborted */
  async search(request: ScanRequest, range: Range, statements: TrailStatements): Promise<Searched> {
    const { store, place, clock, maxEvents } = this.options;
    const scope = scopeOf(request, statements);
    const wanted = this.wanted(request, range, scope);
    const jobs = this.joinOrStart(wanted, scope, request.rules || request.only ? maxEvents : request.maxEvents);
    const before = new Map(jobs.map((job) => [job, job.stats.scannedBytes]));
    const inTime = await waitFor(jobs, clock, request.deadlineMs, request.signal);
    store.prune(clock.now());
    const gaps = gapsOf(wanted, (key) => store.coverage(place, key)).map((gap) => gap.range);
    const failed = jobs.flatMap(({ error }) => error ?? []);
    const isCut = gaps.length > 0 && failed.length === 0 && inTime;
    const from = isCut ? Math.min(Math.max(...gaps.map(({ to }) => to)), range.to) : range.from;
    const plan = request.only ? [request.only] : [undefined];
    // Of what other questions brought nothing counts for the limit of this one.
    const isEverything = !request.rules && !request.only && scope === NO_SCOPE;
    const limit = isEverything ? request.maxEvents : Infinity;
    const events = eventSet(store, [{ place, plan }], { from, to: range.to }, limit);
    return {
      events: isCut ? { ...events, truncated: true } : events,
      ...(isCut ? { truncatedFrom: from } : events.truncated ? { truncatedFrom: events.range.from } : {}),
      failed,
      jobs,
      scannedBytes: jobs.reduce((sum, job) => sum + job.stats.scannedBytes - (before.get(job) ?? 0), 0),
      missing: inTime ? [] : gaps,
      complete: gaps.length === 0 && !events.truncated,
    };
  }

  /** The days whose partitions a search would read. */
  daysToSearch(request: Pick<ScanRequest, 'rules' | 'only'>, range: Range): string[] {
    const gaps = gapsOf(this.wanted(request, range, NO_SCOPE), (key) => this.covered(key));
    return [...new Set(gaps.flatMap((gap) => daysOf(gap.range, this.options.settleSeconds)))];
  }

  close(reason: TrailError): void {
    this.jobs.close(reason);
  }

  /** The searches that fill what is missing: those under way as far as they do, and new ones for the rest. */
  private joinOrStart(wanted: Wanted, scope: TrailScope, limit: number): TrailJob[] {
    const { store, place } = this.options;
    const open = gapsOf(wanted, (key) => store.coverage(place, key));
    if (open.length === 0 || this.isEnough(wanted, open, limit)) {
      return [];
    }
    const underWay = this.jobs.list().filter((job) => job.active && open.some((gap) => job.serves(gap, wanted.scope)));
    const rest = gapsOf(wanted, (key) => this.covered(key));
    return [...new Set([...underWay, ...rest.map((gap) => this.jobs.start(gap, scope, limit))])];
  }

  /** What is missing lies before the events that a search stopped at, and no more are wanted. */
  private isEnough({ scope }: Wanted, open: readonly Gap[], limit: number): boolean {
    return open.every(({ range, rules }) =>
      (rules?.map(ruleHash) ?? [undefined]).every((hash) =>
        keysFor(hash, scope).some((key) => {
          const cut = this.cuts.get(filterKey(key));
          return cut?.from === range.to && cut.limit >= limit;
        })
      )
    );
  }

  /** What is searched, or will be by the searches under way. */
  private covered(key: CoverageKey | undefined) {
    const { store, place } = this.options;
    return [...store.coverage(place, key), ...this.jobs.segments(key)];
  }

  private wanted(request: Pick<ScanRequest, 'rules' | 'only'>, range: Range, scope: TrailScope): Wanted {
    const { settleSeconds, freshSeconds, clock } = this.options;
    const nowS = Math.floor(clock.now() / 1000);
    const freshness: Freshness = { nowS, freshS: freshSeconds, settleS: settleSeconds, growth: 0 };
    const rules = request.rules ?? (request.only && [lookupRule(request.only)]);
    return { ...(rules ? { rules } : {}), scope: scopeHash(scope), range, freshness };
  }

  private async run(job: TrailJob): Promise<void> {
    const { place } = this.options;
    try {
      const statements = await this.options.statements(job.stop.signal);
      const asked = JSON.stringify([place, job.keys(), job.range, job.asOf]);
      const token = createHash('sha256').update(asked).digest('hex');
      await runJob(job, { ...this.options, statements, token });
    } catch (error) {
      job.state = 'failed';
      job.error = trailError(error);
    }
    if (job.truncatedFrom !== undefined) {
      const cut = { from: job.truncatedFrom, limit: job.limit };
      job.keys().forEach((key) => this.cuts.set(filterKey(key), cut));
    }
  }
}

/**
 * What narrows a search beside its rules. What is searched for rules is searched for all: it reads the same bytes and
 * brings few events, and serves whoever asks for others of them; but where partitions make it read less.
 */
function scopeOf(request: ScanRequest, { partitionsByPlace }: TrailStatements): TrailScope {
  const places = { regions: request.regions ?? [], accounts: request.accounts ?? [] };
  const isNarrow = places.regions.length + places.accounts.length > 0;
  if (request.rules || request.only) {
    return isNarrow && partitionsByPlace ? { filters: [], ...places } : NO_SCOPE;
  }
  const filters = request.filters ?? [];
  return isNarrow || filters.length > 0 ? { filters, ...places } : NO_SCOPE;
}
