import { loadRuleSet, type SigmaRule } from '../../../sigma';
import type { ScanRequest, ScanResult } from '../../source';
import { openMemoryDatabase } from '../../store/sqlite/database';
import { SqliteEventStore } from '../../store/sqlite/sqliteStore';
import { VirtualClock } from '../../testing/virtualClock';
import { FakeTable } from '../testing/fakeTable';
import { TrailError } from '../trailError';
import { Spend, type SpendLimits } from './spend';
import { TrailSource } from './trailSource';

const NOW_S = Date.UTC(2026, 5, 1, 12) / 1000;
const HOUR = 3600;
const SETTLE = 900;
const [USERS, KEYS, LOGS] = loadRuleSet(
  ['CreateUser', 'CreateAccessKey', 'StopLogging'].map((eventName, index) => ({
    file: `${eventName}.yml`,
    text: `title: ${eventName}\nid: 00000000-0000-4000-8000-00000000000${index}\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {eventName: ${eventName}}, condition: s}\n`,
  }))
).rules as [SigmaRule, SigmaRule, SigmaRule];

class Trail {
  readonly clock = new VirtualClock(NOW_S * 1000);
  readonly table = new FakeTable(this.clock);
  readonly store = new SqliteEventStore(openMemoryDatabase(), {
    settleSeconds: SETTLE,
    retentionDays: 3650,
    maxBytes: 1e9,
    unseenMs: 0,
  });
  readonly spend: Spend;
  readonly source: TrailSource;
  private ids = 0;

  constructor({ maxEvents = 1000, limits = {} }: { maxEvents?: number; limits?: SpendLimits } = {}) {
    this.spend = new Spend({ limits, now: () => this.clock.now() });
    this.source = new TrailSource({
      engine: this.table,
      table: { catalog: 'c', schema: 's', table: 't' },
      statements: () => this.table.statements,
      store: this.store,
      spend: this.spend,
      settleSeconds: SETTLE,
      maxEvents,
      clock: this.clock,
    });
  }

  add(eventName: string, atS: number, arrivesS = atS): void {
    const eventID = `e${++this.ids}`;
    const record = {
      eventID,
      eventName,
      eventSource: 'iam.amazonaws.com',
      eventTime: new Date(atS * 1000).toISOString(),
    };
    this.table.records.push({ eventID, atS, arrivesS, record });
  }

  ask(rules: readonly SigmaRule[] | undefined, more: Partial<ScanRequest> = {}): Promise<ScanResult> {
    const nowMs = this.clock.now();
    return this.source.scan({
      fromMs: nowMs - HOUR * 1000,
      toMs: nowMs,
      needs: [],
      ...(rules ? { rules } : {}),
      priority: 'panel',
      deadlineMs: nowMs + 25_000,
      signal: new AbortController().signal,
      maxEvents: 1000,
      ...more,
    });
  }

  run(rules: readonly SigmaRule[] | undefined, more: Partial<ScanRequest> = {}): Promise<ScanResult> {
    return this.clock.run(this.ask(rules, more));
  }
}

function namesOf(result: ScanResult): string[] {
  return [...result.events.rows()].map(({ open, index }) => open.row(index).eventName);
}

describe('a scan of the trail', () => {
  it('brings the events that the rules may match, newest first, and says what it took', async () => {
    const trail = new Trail();
    trail.add('CreateUser', NOW_S - 100);
    trail.add('GetObject', NOW_S - 90);
    trail.add('CreateAccessKey', NOW_S - 50);
    const result = await trail.run([USERS, KEYS]);
    expect(namesOf(result)).toEqual(['CreateAccessKey', 'CreateUser']);
    expect(result).toMatchObject({ complete: true, failures: [], notices: [] });
    expect(result.stats).toMatchObject({ source: 'trail', pages: 1, events: 2, cached: 0, scannedBytes: 1_000_000 });
    expect(result.executed).toContain('-- Scanned 1 MB.');
  });

  it('reads once for all who ask within a moment, whatever their rules', async () => {
    const trail = new Trail();
    [USERS, KEYS, LOGS].forEach(({ title }) => trail.add(title, NOW_S - 60));
    const results = await trail.clock.run(
      Promise.all([trail.ask([USERS]), trail.ask([KEYS, USERS]), trail.ask([LOGS]), trail.ask([USERS])])
    );
    expect(trail.table.runs).toHaveLength(1);
    expect(trail.table.runs[0].question.rules).toHaveLength(3);
    expect(results.every(({ complete }) => complete)).toBe(true);
  });

  it('asks nothing for what was searched: the same rules, or fewer of them, or a part of the range', async () => {
    const trail = new Trail();
    trail.add('CreateUser', NOW_S - 100);
    await trail.run([USERS, KEYS]);
    for (const rules of [[USERS, KEYS], [KEYS], [USERS]]) {
      const again = await trail.run(rules);
      expect(again.stats).toMatchObject({ pages: 0, scannedBytes: 0 });
    }
    expect(namesOf(await trail.run([USERS], { fromMs: (NOW_S - 120) * 1000 }))).toEqual(['CreateUser']);
    expect(trail.table.runs).toHaveLength(1);
  });

  it('a refreshed query searches only what is new, and what may have come late', async () => {
    const trail = new Trail();
    const lateS = NOW_S - 600;
    trail.add('CreateUser', lateS, NOW_S + 60);
    expect(namesOf(await trail.run([USERS]))).toEqual([]);
    await trail.clock.advance(HOUR * 500);
    expect(namesOf(await trail.run([USERS]))).toEqual(['CreateUser']);
    const [, second] = trail.table.runs;
    expect(second.question.fromS).toBeGreaterThanOrEqual(NOW_S - SETTLE);
    expect(second.question.toS).toBeGreaterThan(NOW_S + 1000);
  });

  it('searches a rule that is new alone, over the range that it lacks', async () => {
    const trail = new Trail();
    trail.add('StopLogging', NOW_S - 1800);
    await trail.run([USERS]);
    const result = await trail.run([USERS, LOGS]);
    expect(namesOf(result)).toEqual(['StopLogging']);
    expect(trail.table.runs[1].question.rules).toEqual([LOGS.key]);
  });

  it('holds an event once that several statements bring', async () => {
    const trail = new Trail();
    trail.add('CreateUser', NOW_S - 100);
    await trail.run([USERS]);
    await trail.run(undefined);
    expect(trail.store.stats().events).toBe(1);
  });
});

describe('a scan of the trail, limits', () => {
  it('brings the newest events where there are too many, and says from when on', async () => {
    const trail = new Trail({ maxEvents: 10 });
    for (let at = 1; at <= 30; at++) {
      trail.add('CreateUser', NOW_S - at * 60);
    }
    const result = await trail.run([USERS]);
    expect(result.complete).toBe(false);
    expect(result.stats.truncated).toBe(true);
    expect(result.events.size).toBe(10);
    expect(result.events.range.from).toBe(NOW_S - 11 * 60 + 1);
    expect(result.notices.map(({ text }) => text).join()).toMatch(/maxEventsPerQuery/);
    // Asked again there is enough: nothing more is read.
    const again = await trail.run([USERS]);
    expect(trail.table.runs).toHaveLength(1);
    expect(again.stats.truncated).toBe(true);
  });

  it('ends at the deadline with what there is, goes on behind, and the next one has it without another statement', async () => {
    const trail = new Trail();
    trail.table.latencyMs = 40_000;
    trail.add('CreateUser', NOW_S - 100);
    const late = await trail.run([USERS]);
    expect(late.complete).toBe(false);
    expect(late.notices.map(({ text }) => text).join()).toMatch(/goes on/);
    await trail.clock.advance(20_000);
    const next = await trail.run([USERS], { toMs: NOW_S * 1000, fromMs: (NOW_S - HOUR) * 1000 });
    expect(namesOf(next)).toEqual(['CreateUser']);
    expect(next.complete).toBe(true);
    expect(trail.table.runs).toHaveLength(1);
  });

  it('a second query joins a statement that is under way', async () => {
    const trail = new Trail();
    trail.table.latencyMs = 10_000;
    const first = trail.ask([USERS, KEYS]);
    await trail.clock.advance(3000);
    const second = await trail.run([KEYS], { toMs: NOW_S * 1000, fromMs: (NOW_S - 1800) * 1000 });
    await trail.clock.run(first);
    expect(second.complete).toBe(true);
    expect(trail.table.runs).toHaveLength(1);
  });

  it('a cancelled query stops its statement, unless another waits for it', async () => {
    for (const isShared of [false, true]) {
      const trail = new Trail();
      const panel = new AbortController();
      const cancelled = trail.ask([USERS], { signal: panel.signal }).catch((error: Error) => error.message);
      const other = isShared ? trail.ask([USERS]) : undefined;
      await trail.clock.advance(500);
      panel.abort(new Error('gone'));
      expect(await trail.clock.run(cancelled)).toBe('gone');
      await trail.clock.advance(5000);
      expect(trail.table.runs[0].stopped).toBe(!isShared);
      expect((await other)?.complete).toBe(isShared ? true : undefined);
    }
  });
});

describe('a scan of the trail, failures', () => {
  it('says what is wrong with the table, and reads it once it is there', async () => {
    const trail = new Trail();
    trail.add('CreateUser', NOW_S - 100);
    trail.table.describeFailure = new TrailError('no-table', 'TABLE_NOT_FOUND', 'There is no table c.s.t.');
    const failed = await trail.run([USERS]);
    expect(failed).toMatchObject({ complete: false, failures: [{ error: { fault: 'no-table' } }] });
    expect(failed.notices).toEqual([{ severity: 'error', text: 'There is no table c.s.t.' }]);
    delete trail.table.describeFailure;
    expect(namesOf(await trail.run([USERS]))).toEqual(['CreateUser']);
  });

  it('covers nothing that a failed statement should have read', async () => {
    const trail = new Trail();
    trail.add('CreateUser', NOW_S - 100);
    trail.table.failures = [new TrailError('server', 'GENERIC_INTERNAL_ERROR', 'Trino failed.')];
    expect((await trail.run([USERS])).failures).toHaveLength(1);
    const next = await trail.run([USERS]);
    expect(next.complete).toBe(true);
    expect(namesOf(next)).toEqual(['CreateUser']);
  });

  it('says which fields the table cannot show', async () => {
    const trail = new Trail();
    trail.table.blind = ['tlsDetails.tlsVersion'];
    const { notices } = await trail.run([USERS]);
    expect(notices).toEqual([
      { severity: 'warning', text: expect.stringContaining('tlsDetails.tlsVersion') as string },
    ]);
  });
});

describe('limits of what is scanned', () => {
  it('stops a statement before it passes the limit of a query, and refuses the next that would', async () => {
    const trail = new Trail({ limits: { perQuery: 600_000 } });
    const result = await trail.run([USERS]);
    expect(result.failures).toMatchObject([{ error: { fault: 'scan-limit' } }]);
    expect(trail.table.runs[0].stopped).toBe(true);
    expect(trail.spend.today).toBeLessThanOrEqual(600_000);
    expect(trail.spend.recent()).toMatchObject([{ outcome: 'stopped', rules: 1 }]);
  });

  it('refuses at once what earlier statements show to be too much', async () => {
    const trail = new Trail({ limits: { perQuery: 1_500_000 } });
    await trail.run([USERS]);
    const wide = await trail.run([USERS], { fromMs: (NOW_S - 3 * 86_400) * 1000 });
    expect(wide.failures).toMatchObject([{ error: { fault: 'scan-limit' } }]);
    expect(trail.table.runs).toHaveLength(1);
  });

  it('a day’s limit holds over all queries, and the next day starts anew', async () => {
    const trail = new Trail({ limits: { perDay: 1_500_000 } });
    await trail.run([USERS]);
    expect((await trail.run([KEYS])).failures).toMatchObject([{ error: { fault: 'scan-limit' } }]);
    expect(trail.table.runs).toHaveLength(1);
    await trail.clock.advance(13 * HOUR * 1000);
    expect((await trail.run([KEYS], { fromMs: (NOW_S - HOUR) * 1000, toMs: NOW_S * 1000 })).failures).toEqual([]);
  });
});

describe('counts of the trail', () => {
  const DAY = 86_400;
  const tally = { fields: ['eventSource'], bucketSeconds: Infinity };
  const week = { fromMs: (NOW_S - 7 * DAY) * 1000, tally };
  const countOf = ({ events }: ScanResult): number => {
    let total = 0;
    for (const part of events.parts) {
      part.open().seconds.forEach((second, row) => {
        const isIn = second >= events.range.from && second < events.range.to;
        total += isIn ? (part.weights?.[row] ?? 1) : 0;
      });
    }
    return total;
  };

  it('takes the engine’s counts over more than a day, exact to the second at both ends', async () => {
    const trail = new Trail({ maxEvents: 5 });
    for (let at = 0; at < 200; at++) {
      trail.add('CreateUser', NOW_S - at * 3600);
    }
    const result = await trail.run([USERS], week);
    expect(countOf(result)).toBe(7 * 24 + 1);
    expect(result.stats).toMatchObject({ truncated: false, source: 'trail' });
    expect(result.complete).toBe(true);
    const shifted = await trail.run([USERS], { ...week, fromMs: week.fromMs + 1000, toMs: (NOW_S - 1) * 1000 });
    expect(countOf(shifted)).toBe(7 * 24 - 1);
  });

  it('counts whole days once: a refresh reads today alone', async () => {
    const trail = new Trail();
    trail.add('CreateUser', NOW_S - 3 * DAY);
    await trail.run([USERS], week);
    const first = trail.table.runs.length;
    await trail.clock.advance(600_000);
    const nowMs = trail.clock.now();
    const again = await trail.run([USERS], { ...week, fromMs: nowMs - 7 * DAY * 1000, toMs: nowMs });
    expect(countOf(again)).toBe(1);
    expect(trail.table.runs).toHaveLength(first + 1);
    expect(trail.table.runs[first].question.fromS).toBe(NOW_S - (NOW_S % DAY));
  });

  it('counts what is too much to be brought', async () => {
    const trail = new Trail({ maxEvents: 10 });
    for (let at = 0; at < 50; at++) {
      trail.add('CreateUser', NOW_S - at * 60);
    }
    const result = await trail.run([USERS], { tally });
    expect(result.stats.truncated).toBe(false);
    expect(countOf(result)).toBe(50);
  });

  it('shares a statement among those who count the same, and goes on after the deadline', async () => {
    const trail = new Trail();
    trail.table.latencyMs = 40_000;
    trail.add('CreateUser', NOW_S - 2 * DAY);
    const [late] = await trail.clock.run(Promise.all([trail.ask([USERS], week), trail.ask([USERS], week)]));
    expect(late.complete).toBe(false);
    const { length } = trail.table.runs;
    await trail.clock.advance(60_000);
    const next = await trail.run([USERS], { ...week, toMs: NOW_S * 1000 });
    expect(countOf(next)).toBe(1);
    expect(next.complete).toBe(true);
    expect(trail.table.runs).toHaveLength(length);
  });

  it('counts in smaller pieces what is more than the engine’s memory holds', async () => {
    const trail = new Trail();
    for (let day = 1; day < 6; day++) {
      trail.add('CreateUser', NOW_S - day * DAY);
    }
    const whole = { fromMs: (NOW_S - (NOW_S % DAY) - 5 * DAY) * 1000, toMs: (NOW_S - (NOW_S % DAY)) * 1000 - 1, tally };
    trail.table.failures = [
      new TrailError('server', 'EXCEEDED_LOCAL_MEMORY_LIMIT', 'Query exceeded per-node memory limit.'),
    ];
    const result = await trail.run([USERS], whole);
    expect(result.failures).toEqual([]);
    expect(countOf(result)).toBe(5);
    expect(trail.table.runs.map(({ question: { fromS, toS } }) => (toS - fromS) / DAY)).toEqual([5, 3, 2]);
  });

  it('says what failed, and counts it the next time', async () => {
    const trail = new Trail();
    trail.add('CreateUser', NOW_S - 2 * DAY);
    trail.table.failures = Array.from(
      { length: 3 },
      () => new TrailError('bad-data', 'HIVE_BAD_DATA', 'An object is broken.')
    );
    const failed = await trail.run([USERS], week);
    expect(failed.failures.map(({ error }) => error.message)).toContain('An object is broken.');
    expect(failed.complete).toBe(false);
    expect(countOf(await trail.run([USERS], week))).toBe(1);
  });
});
