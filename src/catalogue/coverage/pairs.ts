/** Any value. */
export const ANY = '*';

/** An event's source and name, folded; `*` where one is left open. */
export interface EventPair {
  readonly source: string;
  readonly name: string;
}

/**
 * Pairs kept for one rule. A rule that would have more is shown as any event: nobody reads such a table, and the work
 * stays bounded whatever a rule says.
 */
const MAX_PAIRS = 20_000;
/** Pairs that one AND may put together. */
const MAX_PRODUCT = 1_000_000;

/** A set of pairs; grows by alternatives, shrinks by conjunction. */
export type PairSet = ReadonlyMap<string, EventPair>;

export const OPEN: PairSet = setOf([{ source: ANY, name: ANY }]);
export const NONE: PairSet = new Map();

export function setOf(pairs: Iterable<EventPair>): PairSet {
  const set = new Map<string, EventPair>();
  for (const pair of pairs) {
    set.set(`${pair.source}\n${pair.name}`, pair);
  }
  return set;
}

/** Pairs of either. */
export function union(sets: readonly PairSet[]): PairSet {
  const all = new Map<string, EventPair>();
  for (const set of sets) {
    for (const [key, pair] of set) {
      all.set(key, pair);
    }
    if (all.size > MAX_PAIRS) {
      return OPEN;
    }
  }
  return all;
}

/** Pairs that satisfy both: where one leaves a value open, the other fills it in. */
export function intersection(a: PairSet, b: PairSet): PairSet {
  if (a === OPEN || b === OPEN) {
    return a === OPEN ? b : a;
  }
  if (a.size * b.size > MAX_PRODUCT) {
    // Either alone is sound.
    return a.size <= b.size ? a : b;
  }
  const both: EventPair[] = [];
  for (const left of a.values()) {
    for (const right of b.values()) {
      const source = meet(left.source, right.source);
      const name = meet(left.name, right.name);
      if (source !== undefined && name !== undefined) {
        both.push({ source, name });
      }
    }
  }
  const set = setOf(both);
  return set.size > MAX_PAIRS ? OPEN : set;
}

function meet(a: string, b: string): string | undefined {
  return a === ANY ? b : b === ANY || a === b ? a : undefined;
}
