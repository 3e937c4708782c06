import { DEFAULT_ACCOUNT } from '../cloudtrail/emulator';
import { columnOf, EmulatedBackend } from './testing/emulatedBackend';
import { addLateTraffic } from './testing/lateTraffic';
import { manyRules } from './testing/manyRules';
import { SkippingClock } from './testing/skippingClock';

/** What is fetched once serves every rule, panel and alert. AWS's two requests a second; the idle time is skipped. */
const MINUTE = 60_000;
const MINUTES = 10;
const QUERIES_A_REQUEST = 50;
/** Grafana evaluates alert rules at ticks of ten seconds, each group at one of its own. */
const TICK = 10_000;
const RULES = manyRules(500);

const startedBackends: EmulatedBackend[] = [];
afterAll(() => Promise.all(startedBackends.map((backend) => backend.close())));

/** Quiet: an hour is two pages or three, ten minutes are one. */
async function start(): Promise<{ backend: EmulatedBackend; clock: SkippingClock }> {
  const clock = new SkippingClock();
  const backend = await EmulatedBackend.start({
    clock,
    rules: RULES.texts,
    // Ten times what it takes; a test that fails does so sooner than with the default.
    jsonData: { lookupTimeoutSeconds: 10 },
  });
  startedBackends.push(backend);
  addLateTraffic(backend.emulator, {
    seed: 'shared',
    fromMs: clock.now() - 60 * MINUTE,
    toMs: clock.now() + MINUTES * MINUTE,
    maxDelayMs: 2 * MINUTE,
    rates: [{ account: DEFAULT_ACCOUNT, region: 'us-east-1', perMinute: 2 }],
  });
  return { backend, clock };
}

const lookups = (backend: EmulatedBackend) => backend.emulator.stats().byOperation.LookupEvents ?? 0;

function chunks<T>(list: readonly T[], count: number): T[][] {
  const size = Math.ceil(list.length / count);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

interface Outcome {
  /** LookupEvents requests. */
  readonly requests: number;
  readonly errors: readonly string[];
}

/**
 * Alerts on rules over the last ten minutes, each minute at these ticks; ends early on an error.
 *
 * @param due ids of the rules to evaluate at each tick
 */
async function alertEachMinute(due: ReadonlyArray<readonly string[]>): Promise<Outcome> {
  const { backend, clock } = await start();
  const startMs = clock.now();
  const errors: string[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    for (const [tick, ids] of due.entries()) {
      if (errors.length > 0) {
        break;
      }
      clock.skipTo(startMs + minute * MINUTE + tick * TICK);
      const requests = chunks(ids, Math.ceil(ids.length / QUERIES_A_REQUEST));
      const answers = await Promise.all(
        requests.map((some) =>
          backend.queries(some.map(numeric), { fromMs: clock.now() - 10 * MINUTE, toMs: clock.now(), alert: true })
        )
      );
      for (const { frames, error } of answers.flat()) {
        if (error !== undefined || columnOf(frames[0], 'count').length !== 1) {
          errors.push(error ?? 'no count');
        }
      }
    }
  }
  return { requests: lookups(backend), errors };
}

const numeric = (id: string) => ({ queryType: 'counts', format: 'numeric', rules: { ids: [id] } });

describe('alerts on 500 rules each minute', () => {
  it.each([
    ['at once', 1],
    ['at six times of the minute', 6],
  ])(
    'ask CloudTrail no more often than those on one rule, %s',
    async (_, ticks) => {
      const one = await alertEachMinute(Array.from({ length: ticks }, () => RULES.ids.slice(0, 1)));
      const all = await alertEachMinute(chunks(RULES.ids, ticks));
      expect(one.errors).toEqual([]);
      expect(all.errors.slice(0, 3)).toEqual([]);
      expect(all.requests).toBeLessThanOrEqual(one.requests * 1.05);
    },
    120_000
  );
});

const EVERYTHING = { queryType: 'events', format: 'table' };
/** Those that need a few events come before those that need all. */
const PANELS: ReadonlyArray<Record<string, unknown>> = [
  numeric(RULES.ids[0]),
  { queryType: 'events', format: 'table', lookup: { attribute: 'EventName', value: 'CreateUser' } },
  { queryType: 'counts', format: 'timeseries', filters: [{ field: 'eventName', operator: '=', value: 'CreateUser' }] },
  { queryType: 'detections', format: 'table', rules: { services: ['iam.amazonaws.com'] } },
  { queryType: 'counts', format: 'numeric' },
  { queryType: 'counts', format: 'timeseries' },
  { queryType: 'counts', format: 'numeric', groupBy: ['userIdentity.userName'] },
  { queryType: 'detections', format: 'table' },
  { queryType: 'detections', format: 'logs' },
  { queryType: 'events', format: 'logs' },
  { queryType: 'coverage', format: 'table' },
  EVERYTHING,
];

describe('a dashboard of twelve panels, opened twice at once', () => {
  it('asks CloudTrail no more often than one panel opened once', async () => {
    const [one, both] = [await start(), await start()];
    await one.backend.query(EVERYTHING);
    const open = () => PANELS.map((panel) => both.backend.query(panel));
    const first = open();
    // The second comes a moment later: its range ends a second later.
    both.clock.skipTo(both.clock.now() + 1500);
    const answers = await Promise.all([...first, ...open()]);
    expect(answers.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([]);
    expect(answers.map(({ frames }) => frames.length)).not.toContain(0);
    expect(lookups(both.backend)).toBe(lookups(one.backend));
  }, 60_000);
});
