import { Agenda, type TimedEvent } from './agenda';
import { PLAYS, stepsOf, type NearMiss, type Play } from './attacks';
import { castOf, type Cast } from './cast';
import { Random } from './random';
import type { Scene } from './scene';
import type { TrafficOptions, TrafficSettings } from './types';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer blocks are as long as this: one of each attack in five days. */
const LATER_BLOCK_MS = 5 * DAY_MS;

interface Act {
  readonly play: Play;
  readonly nearMiss?: NearMiss;
}

/** Every attack and every near miss. */
const ACTS: readonly Act[] = PLAYS.flatMap((play) => [
  { play },
  ...play.nearMisses.map((nearMiss) => ({ play, nearMiss })),
]);

/**
 * Attacks and near misses in time order. Each occurs once in the last hour, once more in the rest of the last day, and
 * once in every five days before; a range too short for that has each once.
 */
export function* planted(options: TrafficOptions): Generator<TimedEvent> {
  const casts = castsOf(options);
  for (const [startMs, endMs] of blocks(options.fromMs, options.toMs)) {
    yield* block(options, casts, startMs, endMs);
  }
}

/** Oldest first. */
function blocks(fromMs: number, toMs: number): Array<[number, number]> {
  const edges = [toMs];
  for (
    let edge = toMs - HOUR_MS;
    edge > fromMs;
    edge = edge === toMs - HOUR_MS ? toMs - DAY_MS : edge - LATER_BLOCK_MS
  ) {
    edges.unshift(edge);
  }
  edges.unshift(fromMs);
  return edges.slice(1).map((end, at) => [edges[at], end]);
}

function* block(
  settings: TrafficSettings,
  casts: readonly Cast[],
  startMs: number,
  endMs: number
): Generator<TimedEvent> {
  const random = new Random(`${settings.seed}/planted/${endMs}`);
  const span = endMs - startMs;
  const scenes = ACTS.map((act) => {
    const scene = sceneAt(random, settings, casts, startMs);
    const steps = stepsOf(scene, act.play, act.nearMiss);
    const lasts = Math.max(1, steps.at(-1)?.afterMs ?? 0);
    // A block that is shorter than the attack is played faster; all of it stays inside, whole seconds counted.
    const pace = Math.min(1, Math.max(0, span - 1000) / (2 * lasts));
    const at = Math.floor(random.unit() * Math.max(0, span - 1000 - lasts * pace));
    return {
      scene: { ...scene, startMs: Math.ceil((startMs + at) / 1000) * 1000 },
      steps: steps.map((step) => ({ ...step, afterMs: step.afterMs * pace })),
    };
  });
  const agenda = new Agenda();
  for (const { scene, steps } of scenes) {
    agenda.add(scene, steps);
  }
  yield* agenda.before(endMs);
}

/** An attack every five to ten minutes, without end, and between two of them something that only looks like one. */
export function* plantedNowAndThen(settings: TrafficSettings, nowMs: number): Generator<TimedEvent> {
  const random = new Random(`${settings.seed}/planted-live/${nowMs}`);
  const casts = castsOf(settings);
  const agenda = new Agenda();
  let waiting: Play[] = [];
  for (let startMs = nowMs + random.integer(60, 300) * 1000; ;) {
    waiting = waiting.length > 0 ? waiting : shuffled(random, PLAYS);
    const play = waiting.pop() ?? PLAYS[0];
    const scene = sceneAt(random, settings, casts, startMs);
    agenda.add(scene, stepsOf(scene, play));
    const looksLike = random.pick(PLAYS);
    const other = sceneAt(random, settings, casts, startMs + random.integer(100, 200) * 1000);
    agenda.add(other, stepsOf(other, looksLike, random.pick(looksLike.nearMisses)));
    startMs += random.integer(300, 600) * 1000;
    yield* agenda.before(startMs);
  }
}

function castsOf({ seed, accounts, regions }: TrafficSettings): Cast[] {
  return accounts.map(({ accountId }) => castOf(String(seed), accountId, regions));
}

function sceneAt(random: Random, { regions }: TrafficSettings, casts: readonly Cast[], startMs: number): Scene {
  return { random: random.fork(), cast: random.pick(casts), region: random.pick(regions), startMs };
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, key: random.unit() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}
