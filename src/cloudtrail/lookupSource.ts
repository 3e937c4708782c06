import { AwsError, toAwsError } from './aws/errors';
import { systemClock, type Clock } from './aws/clock';
import { Accounts, type ResolvedAccount } from './aws/accounts';
import { identityKey, type AwsSettings } from './aws/settings';
import { fetchRange, type FetchResult } from './collect/fetch';
import { Lane } from './collect/lane';
import { samplePage } from './collect/samplePage';
import { silentObserver, type CollectorEvents } from './collect/observer';
import type { LookupFilter } from './lookup/filter';
import { createLookupClient, type LookupClient } from './lookup/client';
import type { PacerPool } from './lookup/pacer';
import { eventSet, NO_EVENTS } from './scan/eventSet';
import { lookupRange } from './scan/range';
import { fetchNotices } from './scan/notices';
import {
  NarrowingError,
  type EventSource,
  type ScanFailure,
  type ScanNotice,
  type ScanRequest,
  type ScanResult,
} from './source';
import { countRows } from './store/countRows';
import type { Freshness } from './store/freshness';
import type { EventStore, Place } from './store/types';
import type { LookupChoice } from './planner/choose';
import { describePlan } from './planner/describe';
import { unlessAborted } from './unlessAborted';
import { needsKey, type Spelling } from './planner/needs';
import { PlacePlanner, type PlannedLookups } from './planner/placePlanner';

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
/** Whoever keeps the edge warm looks before a look is too old for queries. */
const WARM_FRESH_SECONDS = 5;
/** Ten pages: about the time that an alert or panel may take for the edge at every evaluation. */
const CHEAP_EDGE_EVENTS = 500;
const BUSY_GROWTH = 0.5;
/** A query does not wait longer for a sample of how busy a place is. */
const SAMPLE_WAIT_MS = 8_000;

interface Channel {
  readonly lane: Lane;
  readonly client: LookupClient;
}

/** LookupEvents as an event source: one lane per account and region, and one store for all that was fetched. */
export class LookupSource implements EventSource {
  private readonly accounts: Accounts;
  private readonly channels = new Map<string, Channel>();
  private readonly samples = new Map<string, Promise<number | undefined>>();
  private readonly planners = new Map<string, PlacePlanner>();
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
  resolveAccounts(signal?: AbortSignal): Promise<{ accounts: ResolvedAccount[]; failures: ScanFailure[] }> {
    return this.accounts.resolve(signal);
  }

  async scan(request: ScanRequest): Promise<ScanResult> {
    const regions = narrow(this.options.regions, request.regions, 'region');
    const inTime = AbortSignal.timeout(Math.max(0, request.deadlineMs - this.clock.now()));
    const resolved = await this.accounts.resolve(AbortSignal.any([request.signal, inTime]), request.accounts);
    request.signal.throwIfAborted();
    const { range, clamped, notices: rangeNotices } = lookupRange(request.fromMs, request.toMs, this.clock.now());
    const places = resolved.accounts.flatMap((account) =>
      regions.map((region) => ({ account: account.id, region, access: account }))
    );
    const nowS = Math.floor(this.clock.now() / 1000);
    const key = request.key ?? request.needs.map(needsKey).join();
    let sampled = { pages: 0, events: 0 };
    const planned = range
      ? await Promise.all(
          places.map(async (place) => {
            const plan = () => this.planner(place).plan(key, request.needs, range, nowS);
            const lookups = plan();
            const isSettled = !lookups.assumed || lookups.plan.length === 0 || lookups.plan.includes(undefined);
            // Of a quiet place a sample is all there is to fetch, whoever asked for it.
            const sample = isSettled ? this.samples.get(placeKey(place)) : this.sample(place);
            const added = sample && (await unlessAborted(sample, request.signal));
            if (isSettled) {
              return { place, lookups };
            }
            if (added !== undefined) {
              sampled = { pages: sampled.pages + 1, events: sampled.events + added };
            }
            return { place, lookups: plan() };
          })
        )
      : [];
    const asked = planned.flatMap(({ place, lookups }) => lookups.plan.map((filter) => ({ place, filter })));
    const results = range
      ? await Promise.all(
          asked.map(async ({ place: { access, account, region }, filter }) => {
            const place = { account, region };
            const fetched = await fetchRange(
              {
                place,
                filter,
                range,
                priority: request.priority,
                freshness: this.freshness(place, filter, nowS),
                deadlineMs: request.deadlineMs,
                signal: request.signal,
                maxEvents: request.maxEvents,
                ...(request.only ? { only: request.only } : {}),
              },
              this.channel(access, region).lane,
              this.options.store,
              this.clock
            );
            return { place, filter, fetched };
          })
        )
      : [];
    this.options.store.prune(this.clock.now());

    const failures: ScanFailure[] = [
      ...resolved.failures,
      ...results.flatMap(({ place, fetched }) => (fetched.error ? [{ ...place, error: fetched.error }] : [])),
    ];
    const events = range
      ? eventSet(
          this.options.store,
          planned.map(({ place, lookups }) => ({ place, plan: request.only ? [request.only] : lookups.plan })),
          range,
          request.maxEvents
        )
      : NO_EVENTS;
    const notices: ScanNotice[] = [
      ...rangeNotices,
      ...this.options.store.notes().map((text): ScanNotice => ({ severity: 'warning', text })),
      ...fetchNotices(results, resolved.failures, events, this.clock.now(), request.limitName ?? 'maxEventsPerQuery'),
    ];
    const fetched = results.map((result) => result.fetched);
    const newEvents = sampled.events + sum(fetched, 'events');
    return {
      events,
      stats: {
        pages: sampled.pages + sum(fetched, 'pages'),
        events: events.size,
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
    const places = accounts.flatMap((access) =>
      this.options.regions.map((region) => ({ account: access.id, region, access }))
    );
    await Promise.all(
      places.flatMap((place) =>
        this.planner(place)
          .current(range, nowS)
          .map((filter) =>
            fetchRange(
              {
                place: { account: place.account, region: place.region },
                filter,
                range,
                priority: 'background',
                freshness: { ...this.freshness(place, filter, nowS), freshS: WARM_FRESH_SECONDS },
                deadlineMs: nowMs + seconds * 1000,
                signal,
                maxEvents: this.options.maxEvents,
              },
              this.channel(place.access, place.region).lane,
              this.options.store,
              this.clock
            )
          )
      )
    );
  }

  /**
   * One request for the newest event of a place, for the health check: paced as every other.
   * @returns its time in epoch milliseconds; undefined where there is none in 90 days
   * @throws AwsError
   */
  async newestEvent(account: ResolvedAccount, region: string, signal: AbortSignal): Promise<number | undefined> {
    const nowMs = this.clock.now();
    const { range } = lookupRange(nowMs - 89 * 86_400_000, nowMs, nowMs);
    if (!range) {
      return undefined;
    }
    const pacer = this.pacer(account.id, region);
    await pacer.acquire(signal);
    const place = { account: account.id, region };
    const observer = this.options.observer ?? silentObserver;
    const started = this.clock.now();
    try {
      const page = await this.channel(account, region).client.lookup(
        { startS: range.from, endS: range.to - 1, maxResults: 1 },
        signal
      );
      observer.request(place, 'ok', this.clock.now() - started);
      return page.rows[0]?.timeMs;
    } catch (error) {
      const failure = toAwsError(error, { action: 'cloudtrail:LookupEvents', ...place });
      observer.request(place, failure.fault, this.clock.now() - started);
      throw failure;
    }
  }

  /** The lanes' state, for `status`. */
  lanes(): Array<Place & ReturnType<Lane['state']>> {
    return [...this.channels].map(([key, channel]) => {
      const [account, region] = key.split(' ');
      return { account, region, ...channel.lane.state() };
    });
  }

  /** What may share a store with this source. */
  get identity(): string {
    return identityKey(this.options.aws);
  }

  /** Ends all lookups. The store is its owner's. */
  close(): void {
    this.stopped.abort(new AwsError('cancelled', 'Closed', 'The data source was changed or the plugin is stopping.'));
    for (const channel of this.channels.values()) {
      channel.lane.stop();
      channel.client.close();
    }
  }

  /** A sample of a place that nothing is known of; those who ask at once share one. @returns events that were new */
  private async sample(place: Place & { readonly access: ResolvedAccount }): Promise<number | undefined> {
    const key = placeKey(place);
    let pending = this.samples.get(key);
    if (!pending) {
      const { store, observer = silentObserver } = this.options;
      const context = {
        place: { account: place.account, region: place.region },
        client: this.channel(place.access, place.region).client,
        pacer: this.pacer(place.account, place.region),
        store,
        observer,
        clock: this.clock,
      };
      const inTime = AbortSignal.timeout(SAMPLE_WAIT_MS);
      pending = samplePage(context, AbortSignal.any([this.stopped.signal, inTime]))
        .catch(() => undefined)
        .finally(() => this.samples.delete(key));
      this.samples.set(key, pending);
    }
    return pending;
  }

  /** A busy edge is looked at less often, or the edge alone would use up the quota. */
  private freshness(place: Place, filter: LookupFilter | undefined, nowS: number): Freshness {
    const { store, settleSeconds } = this.options;
    let held = 0;
    for (const part of store.parts(place, nowS - settleSeconds, nowS + 1)) {
      held += countRows(part, [filter], nowS - settleSeconds, nowS + 1);
      if (held > CHEAP_EDGE_EVENTS) {
        break;
      }
    }
    return {
      nowS,
      freshS: this.options.freshSeconds ?? FRESH_SECONDS,
      settleS: settleSeconds,
      growth: held > CHEAP_EDGE_EVENTS ? BUSY_GROWTH : 0,
    };
  }

  /** What lookups a question would take, without asking anything: one for each place. */
  async estimate(
    request: Pick<ScanRequest, 'fromMs' | 'toMs' | 'regions' | 'accounts' | 'needs' | 'signal'>
  ): Promise<ReadonlyArray<{ readonly place: Place; readonly lookups: PlannedLookups }>> {
    const regions = narrow(this.options.regions, request.regions, 'region');
    const { accounts } = await this.accounts.resolve(request.signal, request.accounts);
    const { range } = lookupRange(request.fromMs, request.toMs, this.clock.now());
    const nowS = Math.floor(this.clock.now() / 1000);
    return accounts.flatMap(({ id: account }) =>
      regions.flatMap((region) => {
        const place = { account, region };
        return range ? [{ place, lookups: this.planner(place).preview(request.needs, range, nowS) }] : [];
      })
    );
  }

  /** What is chosen for all that was asked lately, by place, for `status`. */
  plans(): Array<Place & LookupChoice> {
    return [...this.planners].flatMap(([key, { last }]) => {
      const [account, region] = key.split(' ');
      return last ? [{ account, region, ...last }] : [];
    });
  }

  private planner(place: Place): PlacePlanner {
    const { account, region } = place;
    const key = placeKey(place);
    let planner = this.planners.get(key);
    if (!planner) {
      const { store, spelling, requestsPerSecond, keepSeconds } = this.options;
      planner = new PlacePlanner({
        place: { account, region },
        store,
        spelling,
        requestsPerSecond,
        ...(keepSeconds === undefined ? {} : { keepSeconds }),
        freshness: (filter, nowS) => this.freshness(place, filter, nowS),
      });
      this.planners.set(key, planner);
    }
    return planner;
  }

  private pacer(account: string, region: string) {
    const { pacers, aws, requestsPerSecond } = this.options;
    return pacers.get(account, region, aws.endpoint, requestsPerSecond);
  }

  private channel(account: ResolvedAccount, region: string): Channel {
    const key = `${account.id} ${region}`;
    let channel = this.channels.get(key);
    if (!channel) {
      const place = { account: account.id, region };
      const client =
        this.options.connect?.(place, account) ??
        createLookupClient(place, account.credentials, this.options.aws.endpoint);
      const lane = new Lane({
        place,
        client,
        store: this.options.store,
        pacer: this.pacer(account.id, region),
        clock: this.clock,
        observer: this.options.observer ?? silentObserver,
        maxEvents: this.options.maxEvents,
        signal: this.stopped.signal,
      });
      channel = { lane, client };
      this.channels.set(key, channel);
    }
    return channel;
  }
}

function placeKey({ account, region }: Place): string {
  return `${account} ${region}`;
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
