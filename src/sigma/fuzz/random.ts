/** Pseudo-random choices that a seed repeats. */
export interface Random {
  /** A whole number from 0 up to, without, `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Between `least` and `most` results of `make`. */
  list<T>(least: number, most: number, make: () => T): T[];
}

/** @param seed 32 bits are used. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32: small, and good enough to choose test cases.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: <T>(from: readonly T[]): T => {
      const picked = from[below(from.length)];
      if (picked === undefined && from.length === 0) {
        throw new RangeError('There is nothing to pick from.');
      }
      return picked as T;
    },
    list: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
  };
}
