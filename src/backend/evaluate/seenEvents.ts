import type { EventPart } from '../../cloudtrail';
import { eachDetection, type DetectRequest } from './detect';
import { EventView } from './eventView';
import { rowKeys } from './rowKeys';
import { turnTaker } from './turns';

/** What makes a kind of event. */
export const KIND = ['eventSource', 'eventName'];

/** A kind of event: how many of it there are, and how many detections on them. */
export interface SeenEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readOnly?: boolean;
  count: number;
  matches: number;
}

/**
 * Events that pass the filters, and detections, counted by kind of event.
 *
 * @param matched where detections are looked for, where that is not among the same events
 */
export async function seenEvents(
  request: DetectRequest,
  matched: DetectRequest = request
): Promise<Iterable<SeenEvent>> {
  const { events, filters, signal } = request;
  const seen = new Map<string, SeenEvent>();
  const entryOf = kindReader(seen);
  const giveWay = turnTaker(signal);
  const { from, to } = events.range;
  for (const part of events.parts) {
    await giveWay();
    const { seconds } = part.open();
    for (let index = 0; index < seconds.length; index++) {
      const isIn = seconds[index] >= from && seconds[index] < to;
      if (isIn && (!filters.testsEvents || filters.event(new EventView(part, index, seconds[index] * 1000)))) {
        entryOf(part, index).count += part.weights?.[index] ?? 1;
      }
    }
  }
  await eachDetection(matched, (_, part, index, __, count) => {
    entryOf(part, index).matches += count;
  });
  return seen.values();
}

/** The entry of a row's kind, made when it is first seen. Rows with the same columns are of the same kind. */
function kindReader(seen: Map<string, SeenEvent>): (part: EventPart, index: number) => SeenEvent {
  let current: EventPart | undefined;
  let keyOf: (index: number) => number = () => -1;
  let known = new Map<number, SeenEvent>();
  return (part, index) => {
    if (part !== current) {
      current = part;
      keyOf = rowKeys(part, KIND);
      known = new Map();
    }
    const key = keyOf(index);
    let entry = known.get(key);
    if (!entry) {
      const view = new EventView(part, index, 0);
      const [source, name] = [view.column('eventSource'), view.column('eventName')];
      const isTold = typeof source === 'string' && typeof name === 'string';
      entry = entryFor(seen, view, isTold ? { eventSource: source, eventName: name } : view.row);
      if (isTold) {
        known.set(key, entry);
      }
    }
    return entry;
  };
}

function entryFor(
  seen: Map<string, SeenEvent>,
  view: EventView,
  { eventSource, eventName }: Pick<SeenEvent, 'eventSource' | 'eventName'>
): SeenEvent {
  const key = `${eventSource} ${eventName}`;
  let entry = seen.get(key);
  if (!entry) {
    const { readOnly } = view.row;
    entry = { eventSource, eventName, count: 0, matches: 0, ...(readOnly === undefined ? {} : { readOnly }) };
    seen.set(key, entry);
  }
  return entry;
}
