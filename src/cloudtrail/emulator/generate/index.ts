import type { TimedEvent } from './agenda';
import { background } from './background';
import { planted, plantedNowAndThen } from './planted';
import type { GeneratedEvent, TrafficOptions, TrafficSettings } from './types';

export type { CloudTrailRecord, GeneratedEvent, PlantedMark, TrafficOptions, TrafficSettings } from './types';

/** With fewer, finding the next event would take a walk through years of empty hours. */
const MIN_EVENTS_PER_HOUR = 0.01;

/**
 * Management events of an account (or more) as they might be, in time order, with attacks and near misses among them.
 * The same options give the same events. Makes them as they are asked for: memory does not grow with their number.
 *
 * @throws Error when there is no account or no region, or a number is not one
 */
export function generateTraffic(options: TrafficOptions): Generator<GeneratedEvent, void, undefined> {
  checkSettings(options);
  if (!(Number.isFinite(options.fromMs) && Number.isFinite(options.toMs))) {
    throw new Error('Traffic needs a range: give fromMs and toMs as epoch milliseconds.');
  }
  return eventsOf(options);
}

function* eventsOf(options: TrafficOptions): Generator<GeneratedEvent, void, undefined> {
  const { fromMs, toMs, attacks = true } = options;
  if (toMs <= fromMs) {
    return;
  }
  const sources = [background(options, fromMs), ...(attacks ? [planted(options)] : [])];
  for (const { timeMs, ...event } of inTimeOrder(sources)) {
    if (timeMs >= toMs) {
      return;
    }
    yield event;
  }
}

/**
 * Traffic that goes on from `nowMs`, with an attack every five to ten minutes. It continues `generateTraffic` of the
 * same settings up to that moment: no event is missed or comes twice.
 *
 * @returns a function that gives, in time order, what has happened since its last call; later calls need later times
 */
export function liveTraffic(
  options: TrafficSettings & { readonly nowMs: number }
): (nowMs: number) => GeneratedEvent[] {
  checkSettings(options);
  const sources = [background(options, options.nowMs), plantedNowAndThen(options, options.nowMs)];
  const events = inTimeOrder(sources);
  let next: TimedEvent | undefined = take(events);
  return (nowMs) => {
    const happened: GeneratedEvent[] = [];
    for (; next && next.timeMs <= nowMs; next = take(events)) {
      const { timeMs: _, ...event } = next;
      happened.push(event);
    }
    return happened;
  };
}

function* inTimeOrder(sources: ReadonlyArray<Generator<TimedEvent>>): Generator<TimedEvent> {
  const heads = sources.map(take);
  for (;;) {
    let first = -1;
    for (let at = 0; at < heads.length; at++) {
      const head = heads[at];
      if (head && (first < 0 || head.timeMs < (heads[first]?.timeMs ?? Infinity))) {
        first = at;
      }
    }
    const event = heads[first];
    if (!event) {
      return;
    }
    heads[first] = take(sources[first]);
    yield event;
  }
}

function take(events: Generator<TimedEvent>): TimedEvent | undefined {
  const { done, value } = events.next();
  return done === true ? undefined : (value as TimedEvent);
}

function checkSettings({ accounts, regions, eventsPerHour }: TrafficSettings): void {
  if (accounts.length === 0 || regions.length === 0) {
    throw new Error('Traffic needs a place: name at least one account and one region.');
  }
  if (!(eventsPerHour >= MIN_EVENTS_PER_HOUR && Number.isFinite(eventsPerHour))) {
    throw new Error(`Traffic needs events: give ${MIN_EVENTS_PER_HOUR} or more an hour, not ${eventsPerHour}.`);
  }
}
