/** A set of row numbers: bit `n & 31` of word `n >> 5`. Bits beyond the size are never set. */
export type Bits = Uint32Array;

/**
 * Makes sets for one block at a time. A block takes hundreds of them, all of a size: those of the last block are used
 * again, or the memory of a long run would be mostly theirs.
 */
export class BitSets {
  private size = 0;
  private readonly made: Bits[] = [];
  private used = 0;

  /** Begins a block: all sets made before are taken back. */
  begin(size: number): void {
    if (this.made.length > 0 && this.made[0].length !== wordsOf(size)) {
      this.made.length = 0;
    }
    this.size = size;
    this.used = 0;
  }

  none(): Bits {
    return this.take().fill(0);
  }

  all(): Bits {
    const bits = this.take().fill(0xffffffff);
    if (this.size & 31) {
      bits[bits.length - 1] = 0xffffffff >>> (32 - (this.size & 31));
    }
    return bits;
  }

  both(a: Bits, b: Bits): Bits {
    const bits = this.take();
    for (let word = 0; word < bits.length; word++) {
      bits[word] = a[word] & b[word];
    }
    return bits;
  }

  either(a: Bits, b: Bits): Bits {
    const bits = this.take();
    for (let word = 0; word < bits.length; word++) {
      bits[word] = a[word] | b[word];
    }
    return bits;
  }

  without(a: Bits, b: Bits): Bits {
    const bits = this.take();
    for (let word = 0; word < bits.length; word++) {
      bits[word] = a[word] & ~b[word];
    }
    return bits;
  }

  /** A set whose words are anything. */
  private take(): Bits {
    if (this.used === this.made.length) {
      this.made.push(noBits(this.size));
    }
    return this.made[this.used++];
  }
}

export function noBits(size: number): Bits {
  return new Uint32Array(wordsOf(size));
}

export function setBit(bits: Bits, at: number): void {
  bits[at >> 5] |= 1 << (at & 31);
}

export function isEmpty(bits: Bits): boolean {
  for (let word = 0; word < bits.length; word++) {
    if (bits[word] !== 0) {
      return false;
    }
  }
  return true;
}

/** Calls back with each row number, ascending. */
export function eachBit(bits: Bits, visit: (row: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]; rest !== 0; rest &= rest - 1) {
      visit((word << 5) + 31 - Math.clz32(rest & -rest));
    }
  }
}

function wordsOf(size: number): number {
  return (size + 31) >> 5;
}
