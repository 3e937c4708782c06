import type { Clock } from './aws/clock';
import { toAwsError } from './aws/errors';
import { fetchRange, type FetchRequest, type FetchResult } from './collect/fetch';
import { Lane } from './collect/lane';
import type { CollectorEvents } from './collect/observer';
import { samplePage } from './collect/samplePage';
import type { LookupClient } from './lookup/client';
import type { LookupFilter } from './lookup/filter';
import type { Pacer } from './lookup/pacer';
import type { RuleNeeds, Spelling } from './planner/needs';
import { PlacePlanner, type PlannedLookups } from './planner/placePlanner';
import { lookupRange } from './scan/range';
import { countRows } from './store/countRows';
import type { Range } from './store/coverage';
import type { Freshness } from './store/freshness';
import type { EventStore, Place } from './store/types';
import { unlessAborted } from './unlessAborted';

export interface PlaceSourceOptions {
  readonly place: Place;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly observer: CollectorEvents;
  readonly spelling: Spelling;
  readonly requestsPerSecond: number;
  readonly maxEvents: number;
  readonly settleSeconds: number;
  readonly freshSeconds: number;
  /** See SharedPlannerOptions. */
  readonly keepSeconds?: number;
  readonly pacer: () => Pacer;
  readonly connect: () => LookupClient;
  /** Ends all of it. */
  readonly stopped: AbortSignal;
}

/** A plan, and what finding it took. */
export interface PlacePlanned {
  readonly lookups: PlannedLookups;
  /** Requests and new events of a sample that told how busy the place is. */
  readonly sampled: { readonly pages: number; readonly events: number };
}

/** Whoever keeps the edge warm looks before a look is too old for queries. */
const WARM_FRESH_SECONDS = 5;
/** Ten pages: about the time that an alert or panel may take for the edge at every evaluation. */
const CHEAP_EDGE_EVENTS = 500;
const BUSY_GROWTH = 0.5;
/** A query does not wait longer for a sample of how busy a place is. */
const SAMPLE_WAIT_MS = 8_000;
const NOTHING_SAMPLED = { pages: 0, events: 0 };

/** One account and region as an event source: its plan, its lane, and what is known of how busy it is. */
export class PlaceSource {
  private readonly planner: PlacePlanner;
  private channel?: { readonly lane: Lane; readonly client: LookupClient };
  private sampling?: Promise<number | undefined>;

  constructor(private readonly options: PlaceSourceOptions) {
    const { place, store, spelling, requestsPerSecond, settleSeconds, keepSeconds } = options;
    this.planner = new PlacePlanner({
      place,
      store,
      spelling,
      requestsPerSecond,
      settleSeconds,
      ...(keepSeconds === undefined ? {} : { keepSeconds }),
      freshness: (filter, nowS) => this.freshness(filter, nowS),
    });
  }

  get place(): Place {
    return this.options.place;
  }

  /** The latest choice for all that was asked, and what is under way; absent before the first. */
  get state(): { readonly choice?: PlacePlanner['last']; readonly lane?: ReturnType<Lane['state']> } {
    return {
      ...(this.planner.last ? { choice: this.planner.last } : {}),
      ...(this.channel ? { lane: this.channel.lane.state() } : {}),
    };
  }

  /**
   * Plans a question's lookups. Of a place that nothing is known of a page is looked at first: where the plan would be
   * lookups of single values, they are chosen by how busy it is.
   *
   * @throws the signal's reason when it is aborted
   */
  async plan(key: string, needs: readonly RuleNeeds[], range: Range, signal: AbortSignal): Promise<PlacePlanned> {
    const nowS = this.nowS();
    const choose = () => this.planner.plan(key, needs, range, nowS);
    const lookups = choose();
    const isSettled = !lookups.assumed || lookups.plan.length === 0 || lookups.plan.includes(undefined);
    // Of a quiet place a sample is all there is to fetch, whoever asked for it.
    const sample = isSettled ? this.sampling : this.sample();
    const added = sample && (await unlessAborted(sample, signal));
    if (isSettled) {
      return { lookups, sampled: NOTHING_SAMPLED };
    }
    return { lookups: choose(), sampled: added === undefined ? NOTHING_SAMPLED : { pages: 1, events: added } };
  }

  /** What `plan` would give, without asking anything. */
  preview(needs: readonly RuleNeeds[], range: Range): PlannedLookups {
    return this.planner.preview(needs, range, this.nowS());
  }

  fetch(request: Omit<FetchRequest, 'place' | 'freshness'>): Promise<FetchResult> {
    return this.fetchFresh(request, this.freshness(request.filter, this.nowS()));
  }

  /** Looks again at a range for all that was asked lately, behind whatever queries ask for. */
  async refresh(range: Range, deadlineMs: number, signal: AbortSignal): Promise<void> {
    const nowS = this.nowS();
    const { maxEvents } = this.options;
    await Promise.all(
      this.planner
        .current(range, nowS)
        .map((filter) =>
          this.fetchFresh(
            { filter, range, priority: 'background', deadlineMs, signal, maxEvents },
            { ...this.freshness(filter, nowS), freshS: WARM_FRESH_SECONDS }
          )
        )
    );
  }

  /** @returns the newest event's time in epoch milliseconds; undefined where there is none. @throws AwsError */
  async newestEvent(signal: AbortSignal): Promise<number | undefined> {
    const { clock, observer, pacer, place } = this.options;
    const nowMs = clock.now();
    // Inside CloudTrail's history by any clock.
    const { range } = lookupRange(nowMs - 89 * 86_400_000, nowMs, nowMs);
    if (!range) {
      return undefined;
    }
    await pacer().acquire(signal);
    const started = clock.now();
    try {
      const request = { startS: range.from, endS: range.to - 1, maxResults: 1 };
      const page = await this.connected().client.lookup(request, signal);
      observer.request(place, 'ok', clock.now() - started);
      return page.rows[0]?.timeMs;
    } catch (error) {
      const failure = toAwsError(error, { action: 'cloudtrail:LookupEvents', ...place });
      observer.request(place, failure.fault, clock.now() - started);
      throw failure;
    }
  }

  close(): void {
    this.channel?.lane.stop();
    this.channel?.client.close();
  }

  private fetchFresh(request: Omit<FetchRequest, 'place' | 'freshness'>, freshness: Freshness): Promise<FetchResult> {
    const { place, store, clock } = this.options;
    return fetchRange({ ...request, place, freshness }, this.connected().lane, store, clock);
  }

  /** Those who ask at once share one sample. @returns events that were new */
  private sample(): Promise<number | undefined> {
    if (!this.sampling) {
      const { place, pacer, store, observer, clock, stopped } = this.options;
      const context = { place, client: this.connected().client, pacer: pacer(), store, observer, clock };
      this.sampling = samplePage(context, AbortSignal.any([stopped, AbortSignal.timeout(SAMPLE_WAIT_MS)]))
        .catch(() => undefined)
        .finally(() => {
          delete this.sampling;
        });
    }
    return this.sampling;
  }

  /** A busy edge is looked at less often, or the edge alone would use up the quota. */
  private freshness(filter: LookupFilter | undefined, nowS: number): Freshness {
    const { place, store, settleSeconds, freshSeconds } = this.options;
    let held = 0;
    for (const part of store.parts(place, nowS - settleSeconds, nowS + 1)) {
      held += countRows(part, [filter], nowS - settleSeconds, nowS + 1);
      if (held > CHEAP_EDGE_EVENTS) {
        break;
      }
    }
    const growth = held > CHEAP_EDGE_EVENTS ? BUSY_GROWTH : 0;
    return { nowS, freshS: freshSeconds, settleS: settleSeconds, growth };
  }

  /** The connection is made when it is first needed. */
  private connected(): { readonly lane: Lane; readonly client: LookupClient } {
    if (!this.channel) {
      const { place, store, clock, observer, maxEvents, pacer, connect, stopped } = this.options;
      const client = connect();
      const lane = new Lane({ place, client, store, pacer: pacer(), clock, observer, maxEvents, signal: stopped });
      this.channel = { lane, client };
    }
    return this.channel;
  }

  private nowS(): number {
    return Math.floor(this.options.clock.now() / 1000);
  }
}
