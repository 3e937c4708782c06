import { AwsError } from '../aws/errors';
import type { LookupClient } from '../lookup/client';
import { Pacer } from '../lookup/pacer';
import { openMemoryDatabase } from '../store/sqlite/database';
import { SqliteEventStore } from '../store/sqlite/sqliteStore';
import { FakeTrail } from '../testing/fakeTrail';
import { VirtualClock } from '../testing/virtualClock';
import { fetchRange, type FetchRequest } from './fetch';
import { Lane } from './lane';
import { silentObserver } from './observer';

const NOW_S = Date.UTC(2026, 5, 1, 12) / 1000;
const PLACE = { account: '111111111111', region: 'us-east-1' };
const SETTLE_S = 900;
const MINUTE = 60_000;

function setUp(wrap: (trail: FakeTrail) => LookupClient = (trail) => trail) {
  const clock = new VirtualClock(NOW_S * 1000);
  const trail = new FakeTrail(PLACE, clock);
  const store = new SqliteEventStore(openMemoryDatabase(), {
    settleSeconds: SETTLE_S,
    retentionDays: 90,
    maxBytes: 1e9,
  });
  const lane = new Lane({
    place: PLACE,
    client: wrap(trail),
    store,
    pacer: new Pacer(2, clock),
    clock,
    observer: silentObserver,
    maxEvents: 100_000,
    signal: new AbortController().signal,
  });
  const fetch = (seconds: number, more: Partial<FetchRequest> = {}) => {
    const nowS = Math.floor(clock.now() / 1000);
    const request: FetchRequest = {
      place: PLACE,
      filter: undefined,
      range: { from: nowS - seconds, to: nowS + 1 },
      priority: 'panel',
      freshness: { nowS, freshS: 5, settleS: SETTLE_S, growth: 0 },
      deadlineMs: clock.now() + 25_000,
      signal: new AbortController().signal,
      maxEvents: 100_000,
      ...more,
    };
    return clock.run(fetchRange(request, lane, store, clock));
  };
  /** One each second, the newest `ageS` old. */
  const add = (count: number, ageS: number) =>
    trail.add(...Array.from({ length: count }, (_, index) => ({ id: `e${index}`, atS: NOW_S - ageS - index })));
  const held = () => store.places()[0]?.events ?? 0;
  return { clock, trail, store, lane, fetch, add, held };
}

/** Requests that look at times before `atS` from the start of a scan. */
const beginnings = (trail: FakeTrail, atS: number) =>
  trail.calls.filter(({ token, startS }) => token === undefined && startS < atS);

describe('a lookup that takes longer than its query', () => {
  it('is joined by later queries for what had settled, which look at the edge anew', async () => {
    const { clock, trail, fetch, add, held } = setUp();
    // As us-east-1 has been seen to take: something is under way all the time.
    trail.latencyMs = 4_000;
    add(6000, 1000);
    for (let query = 0; query < 6; query++) {
      await fetch(7200);
      await clock.advance(5_000);
    }
    expect(await fetch(7200)).toMatchObject({ complete: true });
    expect(held()).toBe(6000);
    // Each query looks at the edge, and splitting costs a little.
    expect(trail.calls.length).toBeLessThan((6000 / 50) * 1.3);
  });
});

describe('an outage', () => {
  it('is told when waiting is of no use, with the rest of the time unspent', async () => {
    const { clock, trail, fetch, add } = setUp();
    add(10, 60);
    trail.faults = Array<'server'>(1000).fill('server');
    const first = await fetch(3600);
    expect(first).toMatchObject({ outcome: 'failed', error: { fault: 'server' }, complete: false });
    expect(clock.now()).toBeLessThan(NOW_S * 1000 + 25_000);
  });

  it('that is over is over for the next query, though the lookup behind has not found out yet', async () => {
    const { trail, fetch, add } = setUp();
    add(10, 1000);
    trail.faults = Array<'server'>(1000).fill('server');
    await fetch(3600);
    trail.faults = [];
    expect(await fetch(3600)).toMatchObject({ complete: true });
  });

  it('is outlasted without anybody waiting', async () => {
    const { clock, trail, fetch, add, held } = setUp();
    add(500, 1000);
    trail.faults = Array<'throttled'>(45).fill('throttled');
    expect(await fetch(3600)).toMatchObject({ outcome: 'failed', error: { fault: 'throttled' } });
    await clock.advance(8 * MINUTE);
    expect(held()).toBe(500);
  });

  it('of hours ends the lookup; the next query takes it up where it stopped', async () => {
    const { clock, trail, fetch, add, held } = setUp();
    add(3000, 1000);
    const running = fetch(7200);
    expect((await running).complete).toBe(false);
    trail.faults = Array<'network'>(100_000).fill('network');
    await clock.advance(60 * MINUTE);
    const calls = trail.calls.length;
    await clock.advance(60 * MINUTE);
    expect(trail.calls.length).toBe(calls);
    const kept = held();
    trail.faults = [];
    const range = { from: NOW_S - 7200, to: NOW_S + 1 };
    expect((await fetch(0, { range })).complete).toBe(true);
    expect(held()).toBe(3000);
    expect(trail.calls.length - calls).toBeLessThan((3000 - kept) / 50 + 4);
  });

  it('is not followed by one look at the edge for each query that came meanwhile', async () => {
    const { clock, trail, fetch, add, held } = setUp();
    add(3000, 10);
    trail.faults = Array<'throttled'>(200).fill('throttled');
    for (let minute = 0; minute < 6; minute++) {
      expect((await fetch(3600)).complete).toBe(false);
      await clock.advance(MINUTE);
    }
    trail.faults = [];
    const calls = trail.calls.length;
    await clock.advance(5 * MINUTE);
    expect(held()).toBe(3000);
    // Sixty pages and a little for splitting them up.
    expect(trail.calls.length - calls).toBeLessThan(75);
    expect(beginnings(trail, NOW_S - 3000).length).toBeGreaterThan(0);
  });
});

describe('empty pages with tokens', () => {
  it('without end come to an end', async () => {
    const { clock, trail, fetch } = setUp((fake) => ({
      lookup: async (request, signal) => ({
        ...(await fake.lookup({ ...request, token: undefined }, signal)),
        rows: [],
        token: 'on and on',
      }),
      close: () => undefined,
    }));
    await fetch(3600);
    await clock.advance(30 * MINUTE);
    const calls = trail.calls.length;
    expect(calls).toBeGreaterThan(1000);
    await clock.advance(30 * MINUTE);
    expect(trail.calls.length).toBe(calls);
  });
});

describe('pages out of order', () => {
  it('claim nothing that may still come', async () => {
    const shuffled = (trail: FakeTrail): LookupClient => ({
      async lookup(request, signal) {
        if (request.token !== undefined) {
          throw new AwsError('access-denied', 'AccessDeniedException', 'Denied in mid-scan.');
        }
        const page = await trail.lookup(request, signal);
        const rows = [...page.rows];
        // One that belongs on a later page came early.
        rows.splice(3, 0, { ...rows[3], eventId: 'early', timeMs: (NOW_S - 2500) * 1000 });
        return { ...page, rows };
      },
      close: () => undefined,
    });
    const { store, fetch, add } = setUp(shuffled);
    add(300, 1000);
    expect((await fetch(3600)).outcome).toBe('failed');
    expect(store.coverage(PLACE, undefined)).toEqual([]);
  });
});

describe('a clock that is ahead of CloudTrail', () => {
  const AHEAD_S = 600;
  const behind = (trail: FakeTrail): LookupClient => ({
    lookup: async (request, signal) => ({ ...(await trail.lookup(request, signal)), clockAheadS: AHEAD_S }),
    close: () => undefined,
  });

  it('keeps what has settled by AWS, and is told of the rest', async () => {
    const { trail, fetch, add } = setUp(behind);
    add(10, 700);
    expect(await fetch(3600)).toMatchObject({ outcome: 'failed', error: { fault: 'clock' } });
    const settled = { from: NOW_S - 3600, to: NOW_S - SETTLE_S - AHEAD_S };
    const calls = trail.calls.length;
    expect(await fetch(0, { range: settled })).toMatchObject({ complete: true });
    expect(trail.calls.length).toBe(calls);
  });
});
