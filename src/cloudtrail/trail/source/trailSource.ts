import { systemClock, type Clock } from '../../aws/clock';
import { NO_EVENTS, type EventSet } from '../../scan/eventSet';
import type { EventSource, ScanNotice, ScanRequest, ScanResult } from '../../source';
import type { Range } from '../../store/coverage';
import type { EventPart, EventStore, Place } from '../../store/types';
import { unlessAborted } from '../../unlessAborted';
import { TrailError } from '../trailError';
import type { SqlEngine, TableInfo, TableName } from '../types';
import { checkTable, type TableCheck } from './checkTable';
import { EventSearch } from './eventSearch';
import { executedText, type RanStatement } from './executed';
import type { TrailJob } from './job';
import { trailNotices } from './notices';
import { trailError } from './runStatement';
import { Slots } from './slots';
import type { Spend } from './spend';
import type { TrailStatements } from './statements';
import { Tallies } from './tallies';
import { countEvents } from './tallySearch';

export interface TrailSourceOptions {
  readonly engine: SqlEngine;
  readonly table: TableName;
  /** How the table is asked, made of what the engine says of it. @throws TrailError where it is no CloudTrail table */
  readonly statements: (info: TableInfo) => TrailStatements;
  /** Its own: LookupEvents and trail cover different things. */
  readonly store: EventStore;
  readonly spend: Spend;
  /** S3 delivery may take this long: the young edge is searched again until then. */
  readonly settleSeconds: number;
  /** Within this time the young edge is not searched again: CloudTrail writes to S3 about every five minutes. */
  readonly freshSeconds?: number;
  /** A search for rules brings no more events than this. */
  readonly maxEvents: number;
  readonly clock?: Clock;
}

const FRESH_SECONDS = 300;
/** Athena runs few statements at once for an account, and a Trino shares its memory among them. */
const AT_ONCE = 3;
/** A table's columns are read anew after this time. */
const TABLE_MS = 600_000;
/** Events of a longer range are counted by the engine where only their number is wanted. */
const COUNTED_SECONDS = 25 * 3600;

/** A trail in S3 as an event source: one statement for all that is asked, candidates kept in a store. */
export class TrailSource implements EventSource {
  readonly place: Place;
  private readonly clock: Clock;
  private readonly search: EventSearch;
  private readonly tallies: Tallies;
  private described?: { readonly atMs: number; readonly statements: Promise<TrailStatements> };

  constructor(private readonly options: TrailSourceOptions) {
    const { engine, table, spend, settleSeconds, freshSeconds = FRESH_SECONDS } = options;
    this.clock = options.clock ?? systemClock;
    const { clock } = this;
    this.place = { account: `${engine.kind} trail`, region: `${table.catalog}.${table.schema}.${table.table}` };
    const slots = new Slots(AT_ONCE);
    this.search = new EventSearch({
      ...options,
      freshSeconds,
      clock,
      place: this.place,
      slots,
      statements: (signal) => this.statements(signal),
    });
    this.tallies = new Tallies({ engine, spend, settleSeconds, clock }, this.place, slots, freshSeconds);
  }

  get kind(): SqlEngine['kind'] {
    return this.options.engine.kind;
  }

  get spend(): Spend {
    return this.options.spend;
  }

  get store(): EventStore {
    return this.options.store;
  }

  /** Searches under way, for `status`. */
  active(): readonly TrailJob[] {
    return this.search.active();
  }

  /** How the table is asked. @throws TrailError where it cannot be; the signal's reason when it is aborted */
  statements(signal: AbortSignal): Promise<TrailStatements> {
    const nowMs = this.clock.now();
    if (!this.described || nowMs - this.described.atMs > TABLE_MS) {
      const { engine, table, statements } = this.options;
      // Not the asker's signal: others wait for the same.
      const made = engine.describe(table, AbortSignal.timeout(60_000)).then(statements);
      const described = { atMs: nowMs, statements: made };
      this.described = described;
      made.catch(() => {
        if (this.described === described) {
          delete this.described;
        }
      });
    }
    return unlessAborted(this.described.statements, signal);
  }

  async scan(request: ScanRequest): Promise<ScanResult> {
    const nowMs = this.clock.now();
    const range = wholeSeconds(request, nowMs);
    if (!range || request.rules?.length === 0) {
      return this.answer({ complete: true });
    }
    try {
      const inTime = AbortSignal.timeout(Math.max(1, request.deadlineMs - nowMs));
      const statements = await this.statements(AbortSignal.any([request.signal, inTime]));
      // Whatever is not narrowed is counted, never brought.
      if (request.tally && (range.to - range.from > COUNTED_SECONDS || !(request.rules || request.only))) {
        return (await this.count(request, range, statements)) ?? (await this.find(request, range, statements));
      }
      const found = await this.find(request, range, statements);
      // More events than are brought can still be counted.
      return (found.stats.truncated && (await this.count(request, range, statements))) || found;
    } catch (error) {
      request.signal.throwIfAborted();
      return this.answer({ failed: [trailError(error)] });
    }
  }

  /** Bytes that answering would scan; undefined before anything is known of the table. Nothing is asked. */
  estimate(request: Pick<ScanRequest, 'fromMs' | 'toMs' | 'rules' | 'only'>): number | undefined {
    const range = wholeSeconds(request, this.clock.now());
    const days = range ? this.search.daysToSearch(request, range) : [];
    return days.length === 0 ? 0 : this.options.spend.estimate(days);
  }

  /**
   * Looks at the table, for "Save & test".
   *
   * @throws TrailError; the signal's reason when it is aborted
   */
  async check(signal: AbortSignal): Promise<TableCheck> {
    const { engine, spend, settleSeconds } = this.options;
    const statements = await this.statements(signal);
    return checkTable(statements, { engine, spend, settleSeconds, clock: this.clock }, signal);
  }

  /** Stops all statements. The store is its owner's. */
  close(): void {
    this.search.close(new TrailError('cancelled', 'Closed', 'The data source was changed or the plugin is stopping.'));
    this.options.engine.close();
  }

  private async find(request: ScanRequest, range: Range, statements: TrailStatements): Promise<ScanResult> {
    const started = this.clock.now();
    const { events, failed, jobs, missing, truncatedFrom, ...found } = await this.search.search(
      request,
      range,
      statements
    );
    const told = trailNotices({
      statements: jobs,
      truncatedFrom,
      missing,
      limitName: request.limitName ?? 'maxEventsPerQuery',
      blind: blindFields(request, statements),
      notes: this.store.notes(),
    });
    const added = jobs.reduce((sum, job) => sum + job.added, 0);
    const waitedMs = jobs.length === 0 ? 0 : this.clock.now() - started;
    return this.answer({ ...found, events, failed, notices: told, ran: jobs, added, waitedMs });
  }

  private async count(
    request: ScanRequest,
    range: Range,
    statements: TrailStatements
  ): Promise<ScanResult | undefined> {
    const { clock, tallies } = this;
    const started = clock.now();
    const { settleSeconds } = this.options;
    const counted = await countEvents({ tallies, clock, settleSeconds }, request, range, statements);
    if (!counted) {
      return undefined;
    }
    const { events, failed, runs, missing, scannedBytes } = counted;
    const notices = trailNotices({
      statements: runs,
      missing,
      limitName: request.limitName ?? 'maxEventsPerQuery',
      blind: blindFields(request, statements),
      notes: this.store.notes(),
    });
    const waitedMs = runs.length === 0 ? 0 : clock.now() - started;
    const added = runs.length === 0 ? 0 : events.size;
    return this.answer({
      events,
      candidates: rowsOf(events.parts),
      failed,
      notices,
      ran: runs,
      scannedBytes,
      added,
      waitedMs,
      complete: missing.length === 0,
    });
  }

  private answer({
    events = NO_EVENTS,
    candidates = events.size,
    notices = [],
    failed = [],
    ran = [],
    complete = false,
    scannedBytes = 0,
    added = 0,
    waitedMs = 0,
  }: Partial<Answered>): ScanResult {
    return {
      events,
      notices: [...notices, ...failed.map(({ message }): ScanNotice => ({ severity: 'error', text: message }))],
      failures: failed.map((error) => ({ error })),
      complete: complete && failed.length === 0,
      executed: executedText(ran, scannedBytes, this.kind),
      stats: {
        source: 'trail',
        pages: ran.length,
        events: events.size,
        candidates,
        cached: Math.max(0, events.size - added),
        throttled: 0,
        waitedMs: Math.round(waitedMs),
        truncated: events.truncated,
        scannedBytes,
      },
    };
  }
}

interface Answered {
  readonly events: EventSet;
  readonly candidates: number;
  readonly notices: readonly ScanNotice[];
  readonly failed: readonly TrailError[];
  readonly ran: readonly RanStatement[];
  readonly complete: boolean;
  readonly scannedBytes: number;
  readonly added: number;
  readonly waitedMs: number;
}

/** Each row stands for as many events as are alike. */
function rowsOf(parts: readonly EventPart[]): number {
  return parts.reduce((sum, { weights, size }) => sum + (weights?.length ?? size), 0);
}

function blindFields({ rules = [] }: ScanRequest, statements: TrailStatements): Map<string, number> {
  const blind = new Map<string, number>();
  for (const field of rules.flatMap((rule) => statements.blindFields(rule))) {
    blind.set(field, (blind.get(field) ?? 0) + 1);
  }
  return blind;
}

/** The whole seconds of a query's range, up to now; undefined where there are none. */
function wholeSeconds({ fromMs, toMs }: Pick<ScanRequest, 'fromMs' | 'toMs'>, nowMs: number): Range | undefined {
  const from = Math.ceil(fromMs / 1000);
  const to = Math.floor(Math.min(toMs, nowMs) / 1000) + 1;
  return from < to ? { from, to } : undefined;
}
