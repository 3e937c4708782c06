import { habitsAt } from './activities';
import { Agenda, type TimedEvent } from './agenda';
import { castOf } from './cast';
import { Random } from './random';
import { rhythmAt } from './rhythm';
import type { TrafficSettings } from './types';

const HOUR_MS = 3_600_000;

/**
 * Daily life from `fromMs` on, without end, in time order. Each hour is drawn by itself from the seed and its number:
 * two streams that overlap have the same events where they do.
 */
export function* background(settings: TrafficSettings, fromMs: number): Generator<TimedEvent> {
  const { seed, eventsPerHour, accounts, regions } = settings;
  const casts = accounts.map(({ accountId }) => castOf(String(seed), accountId, regions));
  const agenda = new Agenda();
  // Sessions of the hour before may last into the first one.
  for (let hour = Math.floor(fromMs / HOUR_MS) - 1; ; hour++) {
    const random = new Random(`${seed}/${eventsPerHour}/hour/${hour}`);
    const endMs = (hour + 1) * HOUR_MS;
    for (let startMs = hour * HOUR_MS; ;) {
      // The pause before a session is as long as the session has events: so each hour has its number, however it is cut.
      const { activity, events } = random.weighted(habitsAt(startMs));
      startMs += (random.exponential() * events * HOUR_MS) / (eventsPerHour * rhythmAt(startMs));
      if (startMs >= endMs) {
        break;
      }
      yield* from(agenda.before(startMs), fromMs);
      const scene = { random: random.fork(), cast: random.pick(casts), region: random.pick(regions), startMs };
      agenda.add(scene, activity(scene));
    }
    yield* from(agenda.before(endMs), fromMs);
  }
}

function* from(events: Iterable<TimedEvent>, fromMs: number): Generator<TimedEvent> {
  for (const event of events) {
    if (event.timeMs >= fromMs) {
      yield event;
    }
  }
}
