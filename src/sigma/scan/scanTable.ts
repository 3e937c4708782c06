import type { FieldTest } from '../analyse/necessaryTests';

/** Bits of a test's bitmap of value hashes. */
const BITS = 65_536;

interface Node {
  readonly children: Map<string, Child>;
}
interface Child {
  node?: Node;
  test?: FieldTest;
}

/**
 * The scanner's table in its memory (see assembly/scanner.ts): keys as a tree, and what their values are tested for.
 *
 * @param base address that the bytes will lie at
 * @returns the bytes, and the root node's address
 */
export function scanTable(tests: readonly FieldTest[], base: number): { bytes: Uint8Array; root: number } {
  const writer = new Writer(base);
  const root = writer.node(keyTree(tests));
  return { bytes: writer.bytes(), root };
}

/** Field paths as a tree. A key that is spelled as a whole path is one too: it wins over the steps (see event/fields.ts). */
function keyTree(tests: readonly FieldTest[]): Node {
  const root: Node = { children: new Map() };
  const childOf = (node: Node, key: string): Child => {
    let child = node.children.get(key);
    if (!child) {
      child = {};
      node.children.set(key, child);
    }
    return child;
  };
  for (const test of tests) {
    const steps = test.field.split('.');
    let node = root;
    steps.forEach((step, index) => {
      const child = childOf(node, step);
      if (index === steps.length - 1) {
        child.test = test;
      } else {
        child.node ??= { children: new Map() };
        node = child.node;
      }
    });
    if (steps.length > 1) {
      childOf(root, test.field).test = test;
    }
  }
  return root;
}

class Writer {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  constructor(private readonly base: number) {}

  node({ children }: Node): number {
    const entries = [...children].flatMap(([key, child]) => {
      const [address, length] = this.text(key);
      return [address, length, child.node ? this.node(child.node) : 0, child.test ? this.test(child.test) : 0];
    });
    return this.words([children.size, ...entries]);
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  private test({ values, parts, present }: FieldTest): number {
    const bitmap = values.size === 0 ? 0 : this.bitmap(values);
    const texts = [...parts].map((part) => this.text(part));
    return this.words([present ? 1 : 0, bitmap, texts.length, ...texts.flat()]);
  }

  private bitmap(values: ReadonlySet<string>): number {
    const bits = new Uint8Array(BITS / 8);
    for (const value of values) {
      // Values beyond ASCII are in no bitmap: a text with such letters always passes.
      const bit = hashBit(value);
      bits[bit >> 3] |= 1 << (bit & 7);
    }
    return this.add(bits);
  }

  private text(text: string): [address: number, length: number] {
    const bytes = new TextEncoder().encode(text);
    return [this.add(bytes), bytes.length];
  }

  private words(words: readonly number[]): number {
    return this.add(new Uint8Array(new Uint32Array(words).buffer));
  }

  private add(bytes: Uint8Array): number {
    const address = this.base + this.length;
    const padded = new Uint8Array((bytes.length + 3) & ~3);
    padded.set(bytes);
    this.chunks.push(padded);
    this.length += padded.length;
    return address;
  }
}

/** FNV-1a of the folded text's bytes, as the scanner computes it. */
function hashBit(folded: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(folded)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return (hash ^ (hash >>> 13)) & (BITS - 1);
}
