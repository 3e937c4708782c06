import type { AwsSettings } from './aws/settings';
import { PacerPool } from './lookup/pacer';
import { LookupSource } from './lookupSource';
import { NarrowingError, type ScanRequest, type ScanResult } from './source';
import { openMemoryDatabase } from './store/sqlite/database';
import { SqliteEventStore } from './store/sqlite/sqliteStore';
import { FakeTrail, type FakeEvent } from './testing/fakeTrail';
import { VirtualClock } from './testing/virtualClock';

const NOW_S = Date.UTC(2026, 5, 1, 12) / 1000;
const ACCOUNT = '111111111111';

// A role in the settings tells the account's id without asking STS.
const AWS: AwsSettings = {
  authType: 'default',
  defaultRegion: 'eu-central-1',
  assumeRoleArn: `arn:aws:iam::${ACCOUNT}:role/audit`,
  accounts: [],
};

interface Setup {
  clock: VirtualClock;
  source: LookupSource;
  store: SqliteEventStore;
  trails: Record<string, FakeTrail>;
  scan(request?: Partial<ScanRequest>): Promise<ScanResult>;
}

function setUp(options: { regions?: string[]; maxEvents?: number; rate?: number; settleS?: number } = {}): Setup {
  const clock = new VirtualClock(NOW_S * 1000);
  const regions = options.regions ?? ['eu-central-1'];
  const trails = Object.fromEntries(
    regions.map((region) => [region, new FakeTrail({ account: ACCOUNT, region }, clock)])
  );
  const store = new SqliteEventStore(openMemoryDatabase(), {
    settleSeconds: options.settleS ?? 900,
    retentionDays: 90,
    maxBytes: 1e9,
  });
  const source = new LookupSource({
    aws: AWS,
    regions,
    spelling: { spellEventName: () => undefined },
    store,
    pacers: new PacerPool(clock),
    requestsPerSecond: options.rate ?? 2,
    maxEvents: options.maxEvents ?? 100_000,
    settleSeconds: options.settleS ?? 900,
    clock,
    connect: ({ region }) => trails[region],
  });
  const scan = (request: Partial<ScanRequest> = {}) =>
    source.scan({
      fromMs: clock.now() - 3600_000,
      toMs: clock.now(),
      needs: [{}],
      priority: 'panel',
      deadlineMs: clock.now() + 25_000,
      signal: new AbortController().signal,
      maxEvents: 100_000,
      ...request,
    });
  return { clock, source, store, trails, scan };
}

/** `count` events, one each `stepS` seconds, the newest `ageS` old. */
function events(count: number, ageS: number, stepS = 1, prefix = 'e'): FakeEvent[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, atS: NOW_S - ageS - index * stepS }));
}

function ids(result: ScanResult): string[] {
  return Array.from(result.events.rows(), ({ open, index }) => open.row(index).eventId);
}

describe('LookupSource', () => {
  it('pages to the end, newest first, at the pace it is given', async () => {
    const { clock, trails, scan } = setUp({ rate: 2 });
    const trail = trails['eu-central-1'];
    trail.add(...events(230, 60));
    const result = await clock.run(scan());

    expect(result.complete).toBe(true);
    expect(ids(result)).toEqual(Array.from({ length: 230 }, (_, index) => `e${index}`));
    expect(result.stats).toMatchObject({ pages: 5, events: 230, cached: 0, truncated: false });
    const gaps = trail.calls.slice(1).map((call, index) => call.atMs - trail.calls[index].atMs);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
    // One scan, one pair of times: a token is only good with the parameters it was given for.
    expect(new Set(trail.calls.map(({ startS, endS }) => `${startS} ${endS}`)).size).toBe(1);
  });

  it('goes on after an empty page that carries a token', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].emptyPages = true;
    trails['eu-central-1'].add(...events(120, 60));
    const result = await clock.run(scan());
    expect(result.complete).toBe(true);
    expect(result.events.size).toBe(120);
  });

  it('asks CloudTrail only for what is not in the store and settled', async () => {
    const { clock, trails, scan } = setUp();
    const trail = trails['eu-central-1'];
    trail.add(...events(10, 1800));
    await clock.run(scan());
    await clock.advance(60_000);
    trail.calls.length = 0;
    const again = await clock.run(scan());

    expect(ids(again)).toHaveLength(10);
    expect(again.stats.cached).toBe(10);
    // The young edge only: 15 minutes before the first look, up to now.
    expect(trail.calls).toHaveLength(1);
    expect(trail.calls[0].startS).toBeGreaterThanOrEqual(NOW_S - 901);
    expect(trail.calls[0].endS).toBe(NOW_S + 60);
  });

  it('does not ask again within the fresh time', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(10, 30));
    await clock.run(scan());
    await clock.advance(2_000);
    const again = await clock.run(scan());
    expect(again.complete).toBe(true);
    expect(again.stats.pages).toBe(0);
    expect(trails['eu-central-1'].calls).toHaveLength(1);
  });

  it('finds every late event exactly once when it is settled', async () => {
    const { clock, trails, scan } = setUp();
    const late = Array.from({ length: 60 }, (_, index) => ({
      id: `late${index}`,
      atS: NOW_S - 30 + index * 10,
      delayS: (index * 137) % 880,
    }));
    trails['eu-central-1'].add(...late);
    for (let minute = 0; minute < 40; minute++) {
      await clock.run(scan());
      await clock.advance(60_000);
    }
    const result = await clock.run(scan({ fromMs: (NOW_S - 60) * 1000 }));
    expect(ids(result).sort()).toEqual(late.map(({ id }) => id).sort());
  });

  it('shares one lookup between scans that want the same events at once', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(200, 60));
    const both = await clock.run(Promise.all([scan(), scan(), scan({ fromMs: (NOW_S - 600) * 1000 })]));
    expect(both.map((result) => result.events.size)).toEqual([200, 200, 200]);
    expect(trails['eu-central-1'].calls).toHaveLength(4);
  });

  it('answers an alert before a long panel lookup that came first', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(5000, 7200));
    const panel = scan({ fromMs: (NOW_S - 86_400) * 1000, toMs: (NOW_S - 7000) * 1000 });
    panel.catch(() => undefined);
    await clock.advance(3_000);
    const before = clock.now();
    const alert = await clock.run(scan({ priority: 'alert', fromMs: (NOW_S - 300) * 1000 }));
    expect(alert.complete).toBe(true);
    expect(clock.now() - before).toBeLessThan(2_000);
  });

  it('restarts from the oldest event when a token is refused, and loses nothing', async () => {
    const { clock, trails, scan } = setUp();
    const trail = trails['eu-central-1'];
    trail.add(...events(300, 60));
    const running = scan();
    await clock.advance(1_200);
    trail.dropTokens();
    const result = await clock.run(running);
    expect(result.complete).toBe(true);
    expect(ids(result)).toHaveLength(300);
    expect(trail.calls.filter(({ token }) => token === undefined)).toHaveLength(2);
  });

  it('waits out throttling and server failures, and counts the throttled requests', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(70, 60));
    trails['eu-central-1'].faults = ['throttled', 'server', undefined, 'throttled', 'network'];
    const result = await clock.run(scan());
    expect(result.complete).toBe(true);
    expect(result.events.size).toBe(70);
    expect(result.stats.throttled).toBe(2);
  });

  it('answers at the deadline with what is there, says what is missing, and goes on behind', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(3000, 60));
    const first = await clock.run(scan({ deadlineMs: clock.now() + 5_000 }));
    expect(first.complete).toBe(false);
    expect(first.stats.truncated).toBe(true);
    expect(first.events.size).toBeGreaterThan(400);
    expect(first.notices.map(({ text }) => text).join()).toMatch(/lookupTimeoutSeconds.*before 2026-06-01T11/);

    await clock.advance(60_000);
    const second = await clock.run(scan({ fromMs: (NOW_S - 3600) * 1000, toMs: NOW_S * 1000 }));
    expect(second.complete).toBe(true);
    expect(second.events.size).toBe(3000);
  });

  it('stops a lookup that nobody waits for any more', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(3000, 60));
    const abort = new AbortController();
    const running = scan({ signal: abort.signal });
    const ended = expect(running).rejects.toThrow();
    await clock.advance(2_000);
    abort.abort(new Error('cancelled'));
    await ended;
    const calls = trails['eu-central-1'].calls.length;
    await clock.advance(30_000);
    expect(trails['eu-central-1'].calls.length).toBe(calls);
  });

  it('stops at the limit of events with a notice, and does not fetch the rest behind', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(3000, 60));
    const result = await clock.run(scan({ maxEvents: 120 }));
    expect(ids(result)).toEqual(Array.from({ length: 120 }, (_, index) => `e${index}`));
    expect(result.stats.truncated).toBe(true);
    expect(result.notices[0].text).toMatch(/Stopped at 120 events/);
    await clock.advance(60_000);
    expect(trails['eu-central-1'].calls.length).toBeLessThanOrEqual(4);
  });

  it('uses the whole quota where CloudTrail takes seconds to answer', async () => {
    const { clock, trails, scan } = setUp({ rate: 2 });
    trails['eu-central-1'].latencyMs = 4_000;
    trails['eu-central-1'].add(...events(1500, 60));
    const started = clock.now();
    const result = await clock.run(scan({ deadlineMs: started + 600_000 }));
    expect(result.complete).toBe(true);
    expect(ids(result)).toEqual(Array.from({ length: 1500 }, (_, index) => `e${index}`));
    // 30 pages one after the other would take 120 s.
    expect(clock.now() - started).toBeLessThan(45_000);
    expect(result.stats.pages).toBeLessThan(42);
  });

  it('finds every late event of a busy account too, without asking for the whole edge each minute', async () => {
    const { clock, trails, scan } = setUp({ rate: 2 });
    // 2 events a second, each some time late: 1,800 in the edge, 36 pages.
    const late = Array.from({ length: 7200 }, (_, index) => ({
      id: `late${index}`,
      atS: NOW_S - 1800 + Math.floor(index / 2),
      delayS: (index * 7919) % 890,
    }));
    trails['eu-central-1'].add(...late);
    await clock.run(scan({ deadlineMs: clock.now() + 120_000 }));
    let calls = 0;
    for (let minute = 0; minute < 50; minute++) {
      await clock.advance(60_000);
      trails['eu-central-1'].calls.length = 0;
      const result = await clock.run(scan({ fromMs: clock.now() - 1_200_000, priority: 'alert' }));
      expect(result.complete).toBe(true);
      calls += trails['eu-central-1'].calls.length;
    }
    const all = await clock.run(scan({ fromMs: (NOW_S - 1800) * 1000, deadlineMs: clock.now() + 60_000 }));
    expect(all.complete).toBe(true);
    expect(new Set(ids(all)).size).toBe(late.length);
    expect(calls / 50).toBeLessThan(25);
  }, 30_000);

  it('keeps one region’s failure its own', async () => {
    const { clock, trails, scan } = setUp({ regions: ['eu-central-1', 'us-east-1'] });
    trails['eu-central-1'].add(...events(10, 60));
    trails['us-east-1'].faults = ['access-denied'];
    const result = await clock.run(scan());
    expect(result.events.size).toBe(10);
    expect(result.complete).toBe(false);
    expect(result.failures).toEqual([expect.objectContaining({ account: ACCOUNT, region: 'us-east-1' })]);
  });

  it('asks regions side by side', async () => {
    const { clock, trails, scan } = setUp({ regions: ['eu-central-1', 'us-east-1'] });
    trails['eu-central-1'].add(...events(500, 60));
    trails['us-east-1'].add(...events(500, 60, 1, 'u'));
    const result = await clock.run(scan());
    expect(result.events.size).toBe(1000);
    expect(clock.now() - NOW_S * 1000).toBeLessThan(6_000);
  });

  it('reads a filtered lookup from what a lookup of everything returned', async () => {
    const { clock, trails, scan } = setUp();
    const trail = trails['eu-central-1'];
    trail.add(...events(20, 1800), {
      id: 'user',
      atS: NOW_S - 1900,
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
    });
    await clock.run(scan());
    const only = { attribute: 'EventName', value: 'CreateUser' } as const;
    const result = await clock.run(scan({ needs: [{ exact: [only] }], only }));
    expect(ids(result)).toEqual(['user']);
    expect(trail.calls).toHaveLength(1);
  });

  it('takes a filtered lookup’s coverage for that filter only', async () => {
    const { clock, trails, scan } = setUp();
    const trail = trails['eu-central-1'];
    // Busy enough that looking up one name pays.
    trail.add(...events(3000, 60), { id: 'user', atS: NOW_S - 1900, eventName: 'CreateUser' });
    const only = { attribute: 'EventName', value: 'CreateUser' } as const;
    expect(ids(await clock.run(scan({ needs: [{ exact: [only] }], only })))).toEqual(['user']);
    // A page of everything told how busy it is.
    expect(trail.calls.map(({ filter }) => filter?.value)).toEqual([undefined, 'CreateUser']);
    const all = await clock.run(scan({ deadlineMs: clock.now() + 60_000 }));
    expect(all.events.size).toBe(3001);
    expect(trail.calls.length).toBeGreaterThan(60);
  });

  it('clamps a range beyond 90 days with a notice', async () => {
    const { clock, trails, scan } = setUp();
    const result = await clock.run(scan({ fromMs: (NOW_S - 100 * 86_400) * 1000 }));
    expect(result.notices[0].text).toMatch(/90 days/);
    expect(trails['eu-central-1'].calls[0].startS).toBeGreaterThan(NOW_S - 90 * 86_400);
  });

  it('counts events without a readable record and keeps the others', async () => {
    const { clock, trails, scan } = setUp();
    trails['eu-central-1'].add(...events(5, 60), { id: 'broken', atS: NOW_S - 61, record: null });
    const result = await clock.run(scan());
    expect(result.events.size).toBe(6);
    expect(result.events.malformed).toBe(1);
    expect(result.notices[0].text).toMatch(/1 event without a readable record/);
    expect(result.complete).toBe(true);
  });

  it('refuses regions that it does not search', async () => {
    const { clock, scan } = setUp();
    await expect(clock.run(scan({ regions: ['mars-1'] }))).rejects.toThrow(NarrowingError);
  });

  it('plans readable requests', async () => {
    const { clock, scan } = setUp();
    const result = await clock.run(
      scan({ needs: [{ exact: [{ attribute: 'EventSource', value: 'iam.amazonaws.com' }] }] })
    );
    expect(result.executed).toBe(
      'LookupEvents account=111111111111 region=eu-central-1 everything ' +
        'StartTime=2026-06-01T11:00:00Z EndTime=2026-06-01T12:00:00Z\n' +
        'Estimated: no request now, about 1 request per minute while it is repeated.'
    );
  });
});
