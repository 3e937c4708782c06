import type { LookupProgress, Place } from '../../cloudtrail';
import type { Logger } from '../instance/logger';

/** Lookups with more requests ahead than this are worth a line: about 20 seconds at 2 requests a second. */
const LONG_PAGES = 40;
const EVERY_MS = 60_000;

interface Ended {
  pages: number;
  events: number;
  lookedS: number;
  wantedS: number;
  /** The first state that was not `done`. */
  trouble?: string;
}

/** Lookups of one place and filter that overlap in time: what is long is looked up in several pieces. */
interface Backfill {
  readonly startedMs: number;
  readonly active: Set<LookupProgress>;
  readonly ended: Ended;
  toldMs?: number;
}

/** Writes down what takes long: that a backfill began, each minute how far it is, and how it ended. */
export class BackfillLog {
  private readonly backfills = new Map<string, Backfill>();

  constructor(
    private readonly logger: Pick<Logger, 'info'>,
    private readonly datasource: string,
    private readonly now: () => number
  ) {}

  readonly progress = (place: Place, lookup: LookupProgress): void => {
    const filter = lookup.filter ? `${lookup.filter.attribute}=${lookup.filter.value}` : 'none';
    const key = JSON.stringify([place.account, place.region, filter]);
    const nowMs = this.now();
    const backfill: Backfill = this.backfills.get(key) ?? {
      startedMs: nowMs,
      active: new Set(),
      ended: { pages: 0, events: 0, lookedS: 0, wantedS: 0 },
    };
    this.backfills.set(key, backfill);
    book(backfill, lookup);
    const { datasource } = this;
    const { account, region } = place;
    const fields = () => ({ datasource, account, region, filter, ...figures(backfill, nowMs) });
    if (backfill.active.size === 0) {
      this.backfills.delete(key);
      if (backfill.toldMs !== undefined) {
        this.logger.info('backfill ended', { ...fields(), outcome: backfill.ended.trouble ?? 'done' });
      }
    } else if (backfill.toldMs === undefined) {
      const left = sum(backfill.active, (each) => each.pagesLeft());
      if (left >= LONG_PAGES) {
        backfill.toldMs = nowMs;
        this.logger.info('backfill started', {
          ...fields(),
          from: new Date(lookup.stopS * 1000).toISOString(),
          to: new Date(lookup.range.to * 1000).toISOString(),
          requestsLeft: Math.round(left),
        });
      }
    } else if (nowMs - backfill.toldMs >= EVERY_MS) {
      backfill.toldMs = nowMs;
      const requestsLeft = Math.round(sum(backfill.active, (each) => each.pagesLeft()));
      this.logger.info('backfill goes on', { ...fields(), requestsLeft });
    }
  };
}

function book({ active, ended }: Backfill, lookup: LookupProgress): void {
  if (lookup.state === 'active') {
    active.add(lookup);
    return;
  }
  active.delete(lookup);
  ended.pages += lookup.pages;
  ended.events += lookup.events;
  ended.lookedS += lookup.range.to - lookup.reachedS;
  ended.wantedS += lookup.range.to - lookup.stopS;
  if (lookup.state !== 'done') {
    ended.trouble ??= lookup.state;
  }
}

function figures({ active, ended, startedMs }: Backfill, nowMs: number): Record<string, number> {
  const wantedS = ended.wantedS + sum(active, ({ range, stopS }) => range.to - stopS);
  const lookedS = ended.lookedS + sum(active, ({ range, reachedS }) => range.to - reachedS);
  return {
    percent: wantedS > 0 ? Math.floor((100 * lookedS) / wantedS) : 100,
    requests: ended.pages + sum(active, ({ pages }) => pages),
    events: ended.events + sum(active, ({ events }) => events),
    seconds: Math.round((nowMs - startedMs) / 1000),
  };
}

function sum(lookups: Iterable<LookupProgress>, of: (lookup: LookupProgress) => number): number {
  let total = 0;
  for (const lookup of lookups) {
    total += of(lookup);
  }
  return total;
}
