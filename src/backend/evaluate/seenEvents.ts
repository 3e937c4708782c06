import type { EventSet } from '../../cloudtrail';
import { EventView } from './eventView';
import type { CompiledFilters } from './filters';
import { turnTaker } from './turns';

/** A kind of event, and how many of it there are. */
export interface SeenEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readonly readOnly?: boolean;
  readonly count: number;
}

/** Source and name of an event: the columns', and the envelope's where the record has none. */
export function kindOf(event: EventView): Pick<SeenEvent, 'eventSource' | 'eventName'> {
  const [eventSource, eventName] = [event.column('eventSource'), event.column('eventName')];
  return typeof eventSource === 'string' && typeof eventName === 'string' ? { eventSource, eventName } : event.row;
}

/** Events that pass the filters, counted by kind. */
export async function seenEvents(
  events: EventSet,
  filters: CompiledFilters,
  signal: AbortSignal
): Promise<Iterable<SeenEvent>> {
  const seen = new Map<string, { -readonly [K in keyof SeenEvent]: SeenEvent[K] }>();
  const giveWay = turnTaker(signal);
  const { from, to } = events.range;
  for (const part of events.parts) {
    await giveWay();
    const { seconds } = part.open();
    for (let index = 0; index < seconds.length; index++) {
      if (seconds[index] < from || seconds[index] >= to) {
        continue;
      }
      const event = new EventView(part, index, seconds[index] * 1000);
      if (filters.testsEvents && !filters.event(event)) {
        continue;
      }
      const { eventSource, eventName } = kindOf(event);
      const key = `${eventSource} ${eventName}`;
      const entry = seen.get(key);
      if (entry) {
        entry.count++;
      } else {
        const { readOnly } = event.row;
        seen.set(key, { eventSource, eventName, count: 1, ...(readOnly === undefined ? {} : { readOnly }) });
      }
    }
  }
  return seen.values();
}
