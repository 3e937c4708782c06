import { setTimeout as wait } from 'node:timers/promises';
import { columnOf, EmulatedBackend } from '../src/backend/testing/emulatedBackend';
import { addLateTraffic } from '../src/backend/testing/lateTraffic';
import { manyRules, ruleFiles, type GeneratedRule } from '../src/backend/testing/manyRules';
import { DEFAULT_ACCOUNT } from '../src/cloudtrail/emulator';

const MINUTE = 60_000;

export interface SharedOptions {
  readonly minutes: number;
  readonly rules: number;
  /** Events a minute. */
  readonly events: number;
  /** Times of the minute at which rules are evaluated, ten seconds apart: at most six. */
  readonly ticks: number;
}

interface Run {
  readonly backend: EmulatedBackend;
  /** Rules that are due at each tick. */
  readonly due: ReadonlyArray<readonly GeneratedRule[]>;
  /** Milliseconds of each answer after the first minute. */
  readonly warm: number[];
  readonly errors: string[];
}

async function start(
  { minutes, events }: SharedOptions,
  rules: readonly GeneratedRule[],
  due: Run['due']
): Promise<Run> {
  const backend = await EmulatedBackend.start({ rules: ruleFiles(rules) });
  const nowMs = backend.clock.now();
  addLateTraffic(backend.emulator, {
    seed: 'bench',
    fromMs: nowMs - 60 * MINUTE,
    toMs: nowMs + minutes * MINUTE,
    maxDelayMs: 5 * MINUTE,
    rates: [{ account: DEFAULT_ACCOUNT, region: 'us-east-1', perMinute: events }],
  });
  return { backend, due, warm: [], errors: [] };
}

/** Each rule is a request of its own, as Grafana sends them. */
async function evaluate({ backend, due, warm, errors }: Run, minute: number, tick: number): Promise<void> {
  const toMs = Date.now();
  await Promise.all(
    due[tick].map(async ({ id }) => {
      const began = performance.now();
      const { frames, error } = await backend.query(
        { queryType: 'counts', format: 'numeric', rules: { ids: [id] } },
        { fromMs: toMs - 10 * MINUTE, toMs, alert: true }
      );
      if (minute > 0) {
        warm.push(performance.now() - began);
      }
      if (error !== undefined || columnOf(frames[0], 'count').length !== 1) {
        errors.push(error ?? 'no count');
      }
    })
  );
}

function report(name: string, { backend, warm, errors }: Run): void {
  const sorted = [...warm].sort((a, b) => a - b);
  const percentile = (part: number) => (sorted[Math.ceil(sorted.length * part) - 1] ?? NaN).toFixed(1);
  const { byOperation, byOutcome } = backend.emulator.stats();
  console.log(
    `${name}: ${byOperation.LookupEvents ?? 0} LookupEvents requests (${byOutcome.ThrottlingException ?? 0} throttled), ` +
      `${errors.length} errors, ${warm.length} warm answers: p50 ${percentile(0.5)}, p95 ${percentile(0.95)}, ` +
      `p99 ${percentile(0.99)}, max ${percentile(1)} ms`
  );
  [...new Set(errors)].slice(0, 3).forEach((error) => console.log(`  ${error}`));
}

/**
 * Alerts on many rules each minute beside alerts on one, each over a backend and an emulator of its own, in real time.
 * The one rule is evaluated at each tick, the many at one each.
 */
export async function benchShared(options: SharedOptions): Promise<void> {
  const { minutes, ticks } = options;
  const rules = manyRules(options.rules);
  const size = Math.ceil(rules.length / ticks);
  const dueMany = Array.from({ length: ticks }, (_, tick) => rules.slice(tick * size, (tick + 1) * size));
  const dueOne = dueMany.map(() => rules.slice(0, 1));
  const [many, one] = [await start(options, rules, dueMany), await start(options, rules, dueOne)];
  const startMs = Date.now();
  for (let minute = 0; minute < minutes; minute++) {
    const evaluations: Array<Promise<void>> = [];
    for (let tick = 0; tick < ticks; tick++) {
      await wait(Math.max(0, startMs + minute * MINUTE + tick * 10_000 - Date.now()));
      // One that takes long does not hold up the next.
      evaluations.push(evaluate(many, minute, tick), evaluate(one, minute, tick));
    }
    await Promise.all(evaluations);
  }
  report(`${rules.length} rules`, many);
  report('one rule', one);
  console.log(`resident memory ${Math.round(process.memoryUsage.rss() / 1e6)} MB: both backends and emulators`);
  await Promise.all([many, one].map(({ backend }) => backend.close()));
}
