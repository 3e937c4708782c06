import { DEFAULT_ACCOUNT } from '../cloudtrail/emulator';
import { columnOf, EmulatedBackend } from './testing/emulatedBackend';
import { addLateTraffic, type LateEvent } from './testing/lateTraffic';
import { manyRules, ruleFiles, type GeneratedRule } from './testing/manyRules';
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
async function start() {
  const clock = new SkippingClock(0.25);
  const backend = await EmulatedBackend.start({
    clock,
    rules: ruleFiles(RULES),
  });
  startedBackends.push(backend);
  const planted = addLateTraffic(backend.emulator, {
    seed: 'shared',
    fromMs: clock.now() - 60 * MINUTE,
    toMs: clock.now() + MINUTES * MINUTE,
    maxDelayMs: 2 * MINUTE,
    rates: [{ account: DEFAULT_ACCOUNT, region: 'us-east-1', perMinute: 2 }],
  });
  return { backend, clock, planted };
}

const lookups = (backend: EmulatedBackend) => backend.emulator.stats().byOperation.LookupEvents ?? 0;

function chunks<T>(list: readonly T[], count: number): T[][] {
  const size = Math.ceil(list.length / count);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

interface Outcome {
  /** LookupEvents requests. */
  readonly requests: number;
  /** Errors, and counts that are not those of the events. */
  readonly faults: readonly string[];
}

/**
 * Alerts on rules over the last ten minutes, each minute at these ticks; ends early on a fault.
 *
 * @param due rules to evaluate at each tick
 */
async function alertEachMinute(due: ReadonlyArray<readonly GeneratedRule[]>): Promise<Outcome> {
  const { backend, clock, planted } = await start();
  const startMs = clock.now();
  const faults: string[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    for (const [tick, rules] of due.entries()) {
      if (faults.length > 0) {
        break;
      }
      clock.skipTo(startMs + minute * MINUTE + tick * TICK);
      const toMs = clock.now();
      const range = { fromMs: toMs - 10 * MINUTE, toMs };
      const answers = await Promise.all(
        chunks(rules, Math.ceil(rules.length / QUERIES_A_REQUEST)).map((some) =>
          backend.queries(some.map(numeric), { ...range, alert: true })
        )
      );
      answers.flat().forEach(({ frames, error }, index) => {
        const rule = rules[index];
        const count = Number(columnOf(frames[0], 'count')[0]);
        const happened = planted.filter((event) => matches(rule, event) && within(event, range));
        // The look may be of 55 seconds ago, and an event may become visible while we look.
        const seen = happened.filter(({ timeMs, delayMs }) => timeMs + delayMs <= toMs - 56_000);
        if (error !== undefined || !(count >= seen.length && count <= happened.length)) {
          faults.push(error ?? `${rule.eventName}: ${count}, not ${seen.length} to ${happened.length}`);
        }
      });
    }
  }
  return { requests: lookups(backend), faults };
}

function matches({ eventSource, eventName }: GeneratedRule, event: LateEvent): boolean {
  return event.eventSource === eventSource && (eventName === undefined || event.eventName === eventName);
}

function within({ timeMs }: LateEvent, { fromMs, toMs }: { fromMs: number; toMs: number }): boolean {
  return timeMs >= fromMs && timeMs <= toMs;
}

const numeric = ({ id }: GeneratedRule) => ({ queryType: 'counts', format: 'numeric', rules: { ids: [id] } });

describe('alerts on 500 rules each minute', () => {
  it.each([
    ['at once', 1],
    ['at six times of the minute', 6],
  ])(
    'ask CloudTrail no more often than those on one rule, %s',
    async (_, ticks) => {
      const one = await alertEachMinute(Array.from({ length: ticks }, () => RULES.slice(0, 1)));
      const all = await alertEachMinute(chunks(RULES, ticks));
      expect(one.faults).toEqual([]);
      expect(all.faults.slice(0, 3)).toEqual([]);
      expect(all.requests).toBeLessThanOrEqual(one.requests * 1.05);
    },
    240_000
  );
});

const EVERYTHING = { queryType: 'events', format: 'table' };
/** Those that need a few events come before those that need all. */
const PANELS: ReadonlyArray<Record<string, unknown>> = [
  numeric(RULES[0]),
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
    // Grafana gives all panels of a dashboard the same range.
    const open = (toMs = both.clock.now()) => PANELS.map((panel) => both.backend.query(panel, { toMs }));
    const first = open();
    // The second comes a moment later: its range ends a second later.
    both.clock.skipTo(both.clock.now() + 1500);
    const answers = await Promise.all([...first, ...open()]);
    expect(answers.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([]);
    expect(answers.map(({ frames }) => frames.length)).not.toContain(0);
    expect(lookups(both.backend)).toBe(lookups(one.backend));
  }, 60_000);
});
