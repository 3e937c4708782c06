import { MemoryEventStore } from './memory';
import type { EventRow, Place } from './types';

const PLACE: Place = { account: '111111111111', region: 'eu-central-1' };
const OTHER: Place = { account: '111111111111', region: 'us-east-1' };
const DAY = 86_400;

function row(id: string, atS: number, place = PLACE, size = 10): EventRow {
  return { ...place, eventId: id, timeMs: atS * 1000, eventName: 'X', eventSource: 'x', text: 'x'.repeat(size) };
}

function store(maxBytes = 1e9, retentionDays = 90) {
  return new MemoryEventStore({ settleSeconds: 900, retentionDays, maxBytes });
}

function read(from: MemoryEventStore, place: Place, fromS = 0, toS = 1e9): string[] {
  return [...from.read(place, fromS, toS)].map(({ eventId }) => eventId);
}

describe('MemoryEventStore', () => {
  it('holds an event once, reads newest first, and keeps places apart', () => {
    const events = store();
    expect(events.add(PLACE, [row('a', 10), row('b', 30)])).toBe(2);
    expect(events.add(PLACE, [row('b', 30), row('c', 20)])).toBe(1);
    events.add(OTHER, [row('d', 25, OTHER)]);
    expect(read(events, PLACE)).toEqual(['b', 'c', 'a']);
    expect(read(events, OTHER)).toEqual(['d']);
  });

  it('reads a half-open range', () => {
    const events = store();
    events.add(PLACE, [row('a', 10), row('b', 20), row('c', 30)]);
    expect(read(events, PLACE, 10, 30)).toEqual(['b', 'a']);
  });

  it('drops what is beyond the retention, and no longer calls it covered', () => {
    const events = store(1e9, 1);
    const now = 10 * DAY;
    events.add(PLACE, [row('old', now - 2 * DAY), row('new', now - 60)]);
    events.cover(PLACE, undefined, { from: 0, to: now, asOf: now });
    events.prune(now * 1000);
    expect(read(events, PLACE)).toEqual(['new']);
    expect(events.coverage(PLACE, undefined)[0].from).toBe(now - DAY);
  });

  it('stays within its size by dropping the oldest of all places, with their coverage', () => {
    const events = store(20_000);
    for (let index = 0; index < 20; index++) {
      events.add(PLACE, [row(`p${index}`, 1000 + index, PLACE, 1000)]);
      events.add(OTHER, [row(`o${index}`, 1000 + index, OTHER, 1000)]);
    }
    events.cover(PLACE, undefined, { from: 0, to: 2000, asOf: 100_000 });
    events.prune(2_000_000);
    expect(events.stats().bytes).toBeLessThanOrEqual(20_000);
    const kept = read(events, PLACE);
    expect(kept[0]).toBe('p19');
    expect(kept).not.toContain('p0');
    const oldestKept = 1000 + 20 - kept.length;
    expect(events.coverage(PLACE, undefined)[0].from).toBe(oldestKept);
    // A dropped event may come again: it is not remembered as a duplicate.
    expect(events.add(PLACE, [row('p0', 1000)])).toBe(1);
  });

  it('counts what it holds', () => {
    const events = store();
    events.add(PLACE, [row('a', 10), row('b', 30)]);
    expect(events.stats()).toMatchObject({ events: 2, oldestMs: 10_000, newestMs: 30_000 });
    events.close();
    expect(events.stats()).toEqual({ events: 0, bytes: 0 });
  });
});
