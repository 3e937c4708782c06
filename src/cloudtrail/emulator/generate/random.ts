const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A stream of random numbers that its seed determines (sfc32 by Chris Doty-Humphrey). Not for secrets. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: string) {
    [this.a, this.b, this.c] = [hash(seed, 0x811c9dc5), hash(seed, 0x9e3779b9), hash(seed, 0x85ebca6b)];
    for (let round = 0; round < 12; round++) {
      this.bits();
    }
  }

  /** A stream of its own: what is drawn from it does not move this one. */
  fork(): Random {
    const fork = Object.create(Random.prototype) as Random;
    fork.a = this.bits();
    fork.b = this.bits();
    fork.c = this.bits();
    fork.counter = 1;
    fork.bits();
    fork.bits();
    return fork;
  }

  /** 32 random bits as an integer from 0. */
  bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0, below 1. */
  unit(): number {
    return this.bits() / 4294967296;
  }

  /** An integer, both ends inclusive. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.unit() * list.length)];
  }

  /** One of the list, each as likely as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    let left = this.unit() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? list[list.length - 1];
  }

  /** Waiting time of a Poisson process, mean 1. */
  exponential(): number {
    return -Math.log(1 - this.unit());
  }

  /** Lower-case hexadecimal digits, an even number of them. */
  hex(digits: number): string {
    let text = '';
    for (let bits = 0, at = 0; at < digits; at += 2, bits >>>= 8) {
      bits = at % 8 === 0 ? this.bits() : bits;
      text += HEX[bits & 255];
    }
    return text;
  }

  /** Of version 4. */
  uuid(): string {
    const hex = this.hex(32);
    const variant = '89ab'[this.bits() & 3];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** Letters and digits as in IDs of IAM. */
  base32(length: number): string {
    let text = '';
    for (let bits = 0, at = 0; at < length; at++, bits >>>= 5) {
      bits = at % 6 === 0 ? this.bits() : bits;
      text += BASE32[bits & 31];
    }
    return text;
  }
}

/** FNV-1a with a last mix, so that seeds which differ in a letter differ in all bits. */
function hash(text: string, basis: number): number {
  let value = basis;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return value ^ (value >>> 15);
}
