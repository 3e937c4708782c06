import { BOMBS, defuse } from './bombs';
import { useDamaged } from './damaged';
import { comparePrinted } from './printed';
import { compareVerdicts } from './verdicts';

/** A single input that takes longer hangs, for all that a user can tell. */
const MAX_CASE_MS = 5_000;
/** What the heap may grow by over a run, once it is warm. */
const MAX_GROWTH_BYTES = 100_000_000;
const WARM_UP_CASES = 3_000;

export interface FuzzOptions {
  readonly minutes: number;
  /** The first case's seed; each case has the next. */
  readonly seed: number;
  readonly say: (line: string) => void;
  /** Bytes in use after a collection. */
  readonly heap: () => number;
}

/**
 * Runs the bombs once, then damaged and random inputs until the time is over. Goes on after a failure, up to ten.
 *
 * @returns the failures, each with the seed that repeats it
 */
export function fuzz({ minutes, seed, say, heap }: FuzzOptions): string[] {
  const failures: string[] = [];
  let slowest = { name: '', ms: 0 };
  const attempt = (name: string, run: () => unknown): void => {
    const start = performance.now();
    try {
      run();
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const ms = performance.now() - start;
    if (ms > slowest.ms) {
      slowest = { name, ms };
    }
    if (ms > MAX_CASE_MS) {
      failures.push(`${name}: it took ${Math.round(ms)} ms.`);
    }
  };
  for (const bomb of BOMBS) {
    attempt(bomb.name, () => defuse(bomb));
  }
  say(`${BOMBS.length} bombs; the slowest, ${slowest.name}, took ${Math.round(slowest.ms)} ms`);
  slowest = { name: '', ms: 0 };
  const end = performance.now() + minutes * 60_000;
  let warm = 0;
  let cases = 0;
  for (let next = seed; performance.now() < end && failures.length < 10; next++) {
    attempt(`damaged, seed ${next}`, () => useDamaged(next));
    if (next % 10 === 0) {
      attempt(`printed, seed ${next}`, () => comparePrinted(next));
      attempt(`verdicts, seed ${next}`, () => compareVerdicts(next));
    }
    cases++;
    if (cases === WARM_UP_CASES) {
      warm = heap();
    }
    if (cases % 20_000 === 0) {
      say(`${cases} cases, at seed ${next}; ${failures.length} failures; heap ${Math.round(heap() / 1e6)} MB`);
    }
  }
  const growth = warm === 0 ? 0 : heap() - warm;
  if (growth > MAX_GROWTH_BYTES) {
    failures.push(`The heap grew by ${Math.round(growth / 1e6)} MB.`);
  }
  say(
    `${cases} cases from seed ${seed}; ${failures.length} failures; the slowest, ${slowest.name}, took ` +
      `${Math.round(slowest.ms)} ms; the heap grew by ${(growth / 1e6).toFixed(1)} MB`
  );
  return failures;
}
