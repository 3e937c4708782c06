import { AwsError } from './aws/errors';
import { systemClock, type Clock } from './aws/clock';
import { Accounts, type ResolvedAccount } from './aws/accounts';
import { identityKey, type AwsSettings } from './aws/settings';
import type { FetchResult } from './collect/fetch';
import type { Lane } from './collect/lane';
import { silentObserver, type CollectorEvents } from './collect/observer';
import { createLookupClient, type LookupClient } from './lookup/client';
import type { PacerPool } from './lookup/pacer';
import { PlaceSource } from './placeSource';
import type { LookupChoice } from './planner/choose';
import { describePlan, type PlannedPlace } from './planner/describe';
import { needsKey, type Spelling } from './planner/needs';
import { eventSet, NO_EVENTS } from './scan/eventSet';
import { fetchNotices, type PlaceResult } from './scan/notices';
import { lookupRange } from './scan/range';
import {
  NarrowingError,
  type AccountFailure,
  type EventSource,
  type ScanFailure,
  type ScanNotice,
  type ScanRequest,
  type ScanResult,
} from './source';
import type { Range } from './store/coverage';
import { placeKey } from './store/placeKey';
import type { EventStore, Place } from './store/types';

export interface LookupSourceOptions {
  readonly aws: AwsSettings;
  readonly regions: readonly string[];
  readonly store: EventStore;
  readonly pacers: PacerPool;
  /** Per account and region. */
  readonly requestsPerSecond: number;
  /** One lookup ends after this many events. */
  readonly maxEvents: number;
  /** CloudTrail's spelling of what rules name in lower case. */
  readonly spelling: Spelling;
  /** Events may arrive this late: the young edge is looked up again until then. */
  readonly settleSeconds: number;
  /** How long what was asked is planned for; see SharedPlannerOptions. */
  readonly keepSeconds?: number;
  /** Within this time the young edge is not looked up again: the panels of a dashboard ask within a second. */
  readonly freshSeconds?: number;
  readonly observer?: CollectorEvents;
  readonly clock?: Clock;
  /** How a place is asked; absent: CloudTrail. */
  readonly connect?: (place: Place, account: ResolvedAccount) => LookupClient;
}

/**
 * Alerts are evaluated at ticks all over a minute, panels are refreshed as they please: one look a minute serves them
 * all. CloudTrail delivers minutes late, so that what an older look misses is little.
 */
const FRESH_SECONDS = 55;

/** LookupEvents as an event source: one lane per account and region, and one store for all that was fetched. */
export class LookupSource implements EventSource {
  private readonly accounts: Accounts;
  private readonly places = new Map<string, PlaceSource>();
  private readonly stopped = new AbortController();
  private readonly clock: Clock;

  constructor(private readonly options: LookupSourceOptions) {
    this.clock = options.clock ?? systemClock;
    this.accounts = new Accounts(options.aws);
  }

  get regions(): readonly string[] {
    return this.options.regions;
  }

  /** The accounts that are searched, with their ids as far as they are known. */
  resolveAccounts(signal?: AbortSignal): Promise<{ accounts: ResolvedAccount[]; failures: AccountFailure[] }> {
    return this.accounts.resolve(signal);
  }

  async scan(request: ScanRequest): Promise<ScanResult> {
    const regions = narrow(this.options.regions, request.regions, 'region');
    const inTime = AbortSignal.timeout(Math.max(0, request.deadlineMs - this.clock.now()));
    const resolved = await this.accounts.resolve(AbortSignal.any([request.signal, inTime]), request.accounts);
    request.signal.throwIfAborted();
    const { range, clamped, notices: rangeNotices } = lookupRange(request.fromMs, request.toMs, this.clock.now());
    const key = request.key ?? request.needs.map(needsKey).join();
    const planned = await Promise.all(
      (range ? this.sources(resolved.accounts, regions) : []).map(async (source) => ({
        source,
        place: source.place,
        ...(await source.plan(key, request.needs, range as Range, request.signal)),
      }))
    );
    const { priority, deadlineMs, signal, maxEvents, only } = request;
    const results = await Promise.all(
      planned.flatMap(({ source, place, lookups }) =>
        lookups.plan.map(async (filter): Promise<PlaceResult> => {
          const wanted = { filter, range: range as Range, priority, deadlineMs, signal, maxEvents };
          return {
            place,
            filter,
            range: wanted.range,
            fetched: await source.fetch({ ...wanted, ...(only ? { only } : {}) }),
          };
        })
      )
    );
    this.options.store.prune(this.clock.now());

    const failures: ScanFailure[] = [
      ...resolved.failures,
      ...results.flatMap(({ place, fetched }) => (fetched.error ? [{ ...place, error: fetched.error }] : [])),
    ];
    const events = range
      ? eventSet(
          this.options.store,
          planned.map(({ place, lookups }) => ({ place, plan: only ? [only] : lookups.plan })),
          range,
          maxEvents
        )
      : NO_EVENTS;
    const notices: ScanNotice[] = [
      ...rangeNotices,
      ...this.options.store.notes().map((text): ScanNotice => ({ severity: 'warning', text })),
      ...fetchNotices(results, resolved.failures, events, this.clock.now(), request.limitName ?? 'maxEventsPerQuery'),
    ];
    const fetched = results.map((result) => result.fetched);
    const samples = planned.map(({ sampled }) => sampled);
    const newEvents = sum(fetched, 'events') + samples.reduce((total, { events: count }) => total + count, 0);
    return {
      events,
      stats: {
        source: 'lookup',
        pages: sum(fetched, 'pages') + samples.reduce((total, { pages }) => total + pages, 0),
        events: events.size,
        candidates: events.size,
        scannedBytes: 0,
        cached: Math.max(0, events.size - newEvents),
        throttled: sum(fetched, 'throttled'),
        waitedMs: Math.round(sum(fetched, 'waitedMs')),
        truncated: events.truncated || fetched.some((result) => !result.complete && !result.error),
      },
      notices,
      complete: !clamped && failures.length === 0 && !events.truncated && fetched.every((result) => result.complete),
      failures,
      executed: describePlan(planned, range),
    };
  }

  /**
   * Looks again at the last `seconds` for all that was asked lately, behind whatever queries ask for.
   *
   * @throws the signal's reason when it is aborted. AWS's failures are told to the observer alone
   */
  async refresh(seconds: number, signal: AbortSignal): Promise<void> {
    const { accounts } = await this.accounts.resolve(signal);
    const nowMs = this.clock.now();
    const nowS = Math.floor(nowMs / 1000);
    const range = { from: nowS - seconds, to: nowS + 1 };
    await Promise.all(
      this.sources(accounts, this.options.regions).map((source) =>
        source.refresh(range, nowMs + seconds * 1000, signal)
      )
    );
  }

  /**
   * One request for the newest event of a place, for the health check: paced as every other.
   * @returns its time in epoch milliseconds; undefined where there is none in 89 days
   * @throws AwsError
   */
  newestEvent(account: ResolvedAccount, region: string, signal: AbortSignal): Promise<number | undefined> {
    return this.source(account, region).newestEvent(signal);
  }

  /** What lookups a question would take, without asking CloudTrail anything: one for each place. */
  async estimate(
    request: Pick<ScanRequest, 'fromMs' | 'toMs' | 'regions' | 'accounts' | 'needs' | 'signal'>
  ): Promise<readonly PlannedPlace[]> {
    const regions = narrow(this.options.regions, request.regions, 'region');
    const { accounts } = await this.accounts.resolve(request.signal, request.accounts);
    const { range } = lookupRange(request.fromMs, request.toMs, this.clock.now());
    return range
      ? this.sources(accounts, regions).map((source) => ({
          place: source.place,
          lookups: source.preview(request.needs, range),
        }))
      : [];
  }

  /** The lanes' state, for `status`. */
  lanes(): Array<Place & ReturnType<Lane['state']>> {
    return [...this.places.values()].flatMap(({ place, state: { lane } }) => (lane ? [{ ...place, ...lane }] : []));
  }

  /** What is chosen for all that was asked lately, by place, for `status`. */
  plans(): Array<Place & LookupChoice> {
    return [...this.places.values()].flatMap(({ place, state: { choice } }) =>
      choice ? [{ ...place, ...choice }] : []
    );
  }

  /** What may share a store with this source. */
  get identity(): string {
    return identityKey(this.options.aws);
  }

  /** Ends all lookups. The store is its owner's. */
  close(): void {
    this.stopped.abort(new AwsError('cancelled', 'Closed', 'The data source was changed or the plugin is stopping.'));
    this.places.forEach((source) => source.close());
  }

  private sources(accounts: readonly ResolvedAccount[], regions: readonly string[]): PlaceSource[] {
    return accounts.flatMap((account) => regions.map((region) => this.source(account, region)));
  }

  private source(account: ResolvedAccount, region: string): PlaceSource {
    const place = { account: account.id, region };
    const key = placeKey(place);
    let source = this.places.get(key);
    if (!source) {
      const { aws, connect, pacers, requestsPerSecond, freshSeconds = FRESH_SECONDS, observer, ...rest } = this.options;
      source = new PlaceSource({
        ...rest,
        place,
        requestsPerSecond,
        freshSeconds,
        clock: this.clock,
        observer: observer ?? silentObserver,
        pacer: () => pacers.get(account.id, region, aws.endpoint, requestsPerSecond),
        connect: () => connect?.(place, account) ?? createLookupClient(place, account.credentials, aws),
        stopped: this.stopped.signal,
      });
      this.places.set(key, source);
    }
    return source;
  }
}

function narrow(own: readonly string[], asked: readonly string[] | undefined, what: string): readonly string[] {
  if (!asked || asked.length === 0) {
    return own;
  }
  const unknown = asked.filter((value) => !own.includes(value));
  if (unknown.length > 0) {
    throw new NarrowingError(
      `This data source does not search ${what} ${unknown.join(', ')}. It searches ${own.join(', ')}; add more in its settings.`
    );
  }
  return own.filter((value) => asked.includes(value));
}

function sum(results: readonly FetchResult[], member: 'pages' | 'events' | 'throttled' | 'waitedMs'): number {
  return results.reduce((total, result) => total + result[member], 0);
}
