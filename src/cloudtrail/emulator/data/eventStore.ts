import type { LookupAttributeKey } from '../../../contract/query';
import type { StoredEvent } from './storedEvent';

export interface Attribute {
  readonly key: LookupAttributeKey;
  readonly value: string;
}

/** So many new events are put into their places one by one; more are sorted in at once. */
const FEW = 256;

interface Shelf {
  /** Oldest first: new events mostly go to the end. */
  all: StoredEvent[];
  /** Not yet in `all`. */
  pending: StoredEvent[];
  readonly ids: Set<string>;
  /** Lists of the same order by `key`, then value; built when first asked for. */
  readonly indexes: Map<LookupAttributeKey, Map<string, StoredEvent[]>>;
}

/** Events by account and region with an index per attribute: a lookup costs the events that it returns. */
export class EventStore {
  private readonly shelves = new Map<string, Shelf>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @returns false when an event of that id is there already */
  add(event: StoredEvent): boolean {
    const name = `${event.account}/${event.region}`;
    let shelf = this.shelves.get(name);
    if (!shelf) {
      shelf = { all: [], pending: [], ids: new Set(), indexes: new Map() };
      this.shelves.set(name, shelf);
    }
    if (shelf.ids.has(event.eventId)) {
      return false;
    }
    shelf.ids.add(event.eventId);
    shelf.pending.push(event);
    this.count++;
    return true;
  }

  /** Events of a place with that attribute, oldest first; the list is not to be changed or kept. */
  find(account: string, region: string, attribute?: Attribute): readonly StoredEvent[] {
    const shelf = this.shelves.get(`${account}/${region}`);
    if (!shelf) {
      return [];
    }
    settle(shelf);
    if (!attribute) {
      return shelf.all;
    }
    let index = shelf.indexes.get(attribute.key);
    if (!index) {
      index = new Map();
      shelf.indexes.set(attribute.key, index);
      for (const event of shelf.all) {
        addToIndex(index, attribute.key, event);
      }
    }
    return index.get(attribute.value) ?? [];
  }
}

/** Order of time, then of id, so that the order of a scan is always the same. */
export function compareEvents(a: Position, b: Position): number {
  return a.timeMs - b.timeMs || (a.eventId < b.eventId ? -1 : Number(a.eventId > b.eventId));
}

/** Where an event stands in a scan. */
export interface Position {
  readonly timeMs: number;
  readonly eventId: string;
}

/** Number of events of a sorted list that come before the position. */
export function countBefore(events: readonly Position[], position: Position): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareEvents(events[middle], position) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function settle(shelf: Shelf): void {
  if (shelf.pending.length > FEW) {
    shelf.all = [...shelf.all, ...shelf.pending].sort(compareEvents);
    shelf.indexes.clear();
  } else {
    for (const event of shelf.pending) {
      insert(shelf.all, event);
      for (const [key, index] of shelf.indexes) {
        addToIndex(index, key, event);
      }
    }
  }
  shelf.pending = [];
}

function insert(events: StoredEvent[], event: StoredEvent): void {
  events.splice(countBefore(events, event), 0, event);
}

function addToIndex(index: Map<string, StoredEvent[]>, key: LookupAttributeKey, event: StoredEvent): void {
  for (const value of new Set(valuesOf(event, key))) {
    const list = index.get(value);
    if (list) {
      insert(list, event);
    } else {
      index.set(value, [event]);
    }
  }
}

function valuesOf(event: StoredEvent, key: LookupAttributeKey): string[] {
  const values: Record<LookupAttributeKey, ReadonlyArray<string | undefined>> = {
    EventId: [event.eventId],
    EventName: [event.eventName],
    ReadOnly: [event.readOnly],
    Username: [event.username],
    ResourceType: event.resources.map(({ type }) => type),
    ResourceName: event.resources.map(({ name }) => name),
    EventSource: [event.eventSource],
    AccessKeyId: [event.accessKeyId],
  };
  return values[key].filter((value) => value !== undefined);
}
