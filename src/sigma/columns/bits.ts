/** A set of row numbers: bit `n & 31` of word `n >> 5`. Bits beyond the size are never set. */
export type Bits = Uint32Array;

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >> 5);
}

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffffffff);
  if (size & 31) {
    bits[bits.length - 1] = 0xffffffff >>> (32 - (size & 31));
  }
  return bits;
}

export function hasBit(bits: Bits, at: number): boolean {
  return ((bits[at >> 5] >>> (at & 31)) & 1) === 1;
}

export function setBit(bits: Bits, at: number): void {
  bits[at >> 5] |= 1 << (at & 31);
}

export function isEmpty(bits: Bits): boolean {
  return bits.every((word) => word === 0);
}

export function bothBits(a: Bits, b: Bits): Bits {
  return a.map((word, index) => word & b[index]);
}

export function eitherBits(a: Bits, b: Bits): Bits {
  return a.map((word, index) => word | b[index]);
}

export function bitsWithout(a: Bits, b: Bits): Bits {
  return a.map((word, index) => word & ~b[index]);
}

/** The row numbers, ascending. */
export function bitList(bits: Bits): number[] {
  const list: number[] = [];
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]; rest !== 0; rest &= rest - 1) {
      list.push((word << 5) + 31 - Math.clz32(rest & -rest));
    }
  }
  return list;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word of bits) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}
