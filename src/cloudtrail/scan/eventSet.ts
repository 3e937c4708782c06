import type { LookupPlan } from '../planner/plan';
import { countRows, isInside, planTest, rowRange } from '../store/countRows';
import type { Range } from '../store/coverage';
import { readRows, type PartRow } from '../store/readRows';
import { Lru } from '../store/lru';
import type { EventPart, EventStore, OpenPart, Place } from '../store/types';

/** The events of a scan, unpacked only as far as they are read. */
export interface EventSet {
  /** Events that the plan's lookups return, as far as the limit lets them in. */
  readonly size: number;
  /** There are more than the limit: the oldest are left out. */
  readonly truncated: boolean;
  /** Whole epoch seconds, half open; where events are left out, it begins after the last of them. */
  readonly range: Range;
  /** Newest first. They may hold events before and after the range, and events that no lookup of the plan returns. */
  readonly parts: readonly EventPart[];
  /** Events without a readable record. */
  readonly malformed: number;
  /** Rows in the range that the plan's lookups return, newest first, `size` of them. */
  rows(): Iterable<PartRow>;
}

/** Counts of parts that are known: they never change. */
const COUNTS_KEPT = 50_000;
const counts = new WeakMap<EventStore, Lru<string, number>>();

export const NO_EVENTS: EventSet = {
  size: 0,
  truncated: false,
  range: { from: 0, to: 0 },
  parts: [],
  malformed: 0,
  rows: () => [],
};

/** A place, and the lookups whose events count. */
export interface PlacePlan {
  readonly place: Place;
  readonly plan: LookupPlan;
}

/** What a store holds of the places in a range, all merged. @param maxEvents the newest so many */
export function eventSet(store: EventStore, places: readonly PlacePlan[], range: Range, maxEvents: number): EventSet {
  const plans = new Map<EventPart, LookupPlan>();
  for (const { place, plan } of places) {
    store.parts(place, range.from, range.to).forEach((part) => plans.set(part, plan));
  }
  const parts = [...plans.keys()].sort((a, b) => b.newestMs - a.newestMs);
  const planOf = (part: EventPart): LookupPlan => plans.get(part) ?? [];
  const sizes = parts.map((part) => knownCount(store, part, planOf(part), range));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const truncated = total > maxEvents;
  const from = truncated ? cutSecond(parts, planOf, range, maxEvents) : range.from;
  const kept = parts.filter(({ newestMs }) => newestMs >= from * 1000);
  const size = Math.min(total, maxEvents);
  return {
    size,
    truncated,
    range: { from, to: range.to },
    parts: kept,
    malformed: kept.reduce((sum, part) => sum + unreadable(part, { from, to: range.to }), 0),
    rows: () => firstRows(parts, planOf, range, size),
  };
}

type PlanOf = (part: EventPart) => LookupPlan;

function* firstRows(parts: readonly EventPart[], planOf: PlanOf, range: Range, size: number): Generator<PartRow> {
  let left = size;
  if (left === 0) {
    return;
  }
  const tests = new Map<OpenPart, (row: number) => boolean>();
  for (const row of readRows(parts, range.from, range.to)) {
    let test = tests.get(row.open);
    if (!test) {
      test = planTest(row.open, planOf(row.part));
      tests.set(row.open, test);
    }
    if (test(row.index)) {
      yield row;
      if (--left === 0) {
        return;
      }
    }
  }
}

function knownCount(store: EventStore, part: EventPart, plan: LookupPlan, range: Range): number {
  if (plan.includes(undefined) || !isInside(part, range.from, range.to)) {
    return countRows(part, plan, range.from, range.to);
  }
  let known = counts.get(store);
  if (!known) {
    known = new Lru(COUNTS_KEPT);
    counts.set(store, known);
  }
  const key = `${part.key} ${JSON.stringify(plan)}`;
  let count = known.get(key);
  if (count === undefined) {
    count = countRows(part, plan, range.from, range.to);
    known.set(key, count, 1);
  }
  return count;
}

/** The second from which on there are at most `maxEvents`; a single second may hold more. */
function cutSecond(parts: readonly EventPart[], planOf: PlanOf, range: Range, maxEvents: number): number {
  let seconds: number[] = [];
  for (const part of parts) {
    const oldestWanted = seconds.length > maxEvents ? seconds[maxEvents] : -Infinity;
    if (part.newestMs < oldestWanted * 1000) {
      break;
    }
    const open = part.open();
    const { start, end } = rowRange(open, Math.max(range.from, oldestWanted), range.to);
    const passes = planTest(open, planOf(part));
    for (let row = end - 1; row >= start; row--) {
      if (passes(row)) {
        seconds.push(open.seconds[row]);
      }
    }
    seconds.sort((a, b) => b - a);
    seconds = seconds.slice(0, maxEvents + 1);
  }
  const leftOut = seconds[maxEvents];
  return seconds[0] === leftOut ? leftOut : leftOut + 1;
}

function unreadable(part: EventPart, range: Range): number {
  if (part.unreadable === 0 || isInside(part, range.from, range.to)) {
    return part.unreadable;
  }
  const open = part.open();
  const { start, end } = rowRange(open, range.from, range.to);
  let count = 0;
  for (let row = start; row < end; row++) {
    count += open.row(row).text === null ? 1 : 0;
  }
  return count;
}
