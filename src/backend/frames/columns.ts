/** Columns as Arrow's buffers. Set by hand: Arrow's own builders take more than ten times as long. */

type Values<T> = ArrayLike<T | null | undefined>;

/** Which values are present, one bit each, least significant first; undefined when all are. */
export interface Validity {
  readonly nullCount: number;
  readonly bitmap: Uint8Array | undefined;
}

/** Finds the values that are present. */
export function validityOf<T>(values: Values<T>, present: (value: T) => boolean = () => true): Validity {
  const length = values.length;
  let bitmap: Uint8Array | undefined;
  let nullCount = 0;
  for (let i = 0; i < length; i++) {
    const value = values[i];
    if (value === null || value === undefined || !present(value)) {
      bitmap ??= new Uint8Array(bitmapBytes(length)).fill(0xff);
      bitmap[i >> 3] &= ~(1 << (i & 7));
      nullCount++;
    }
  }
  return { nullCount, bitmap };
}

/** Arrow wants its buffers padded to 8 bytes. */
function bitmapBytes(length: number): number {
  return ((length + 63) >> 6) << 3;
}

/** Numbers; absent ones are 0 below a bitmap that says so. NaN and infinities are values. */
export function floatColumn(values: Values<number>): Float64Array {
  const column = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    column[i] = values[i] ?? 0;
  }
  return column;
}

export function booleanColumn(values: Values<boolean>): Uint8Array {
  const column = new Uint8Array(bitmapBytes(values.length));
  for (let i = 0; i < values.length; i++) {
    if (values[i]) {
      column[i >> 3] |= 1 << (i & 7);
    }
  }
  return column;
}

/** The years 1678 to 2262: what signed 64-bit nanoseconds hold. */
const MAX_TIME_MS = 9_223_372_036_854;

/** True for a time that nanoseconds since the epoch can say. */
export function isTime(ms: number): boolean {
  return ms >= -MAX_TIME_MS && ms <= MAX_TIME_MS;
}

/** Epoch milliseconds to nanoseconds, exactly: the product of two doubles would be off by up to 64 ns. */
export function timeColumn(values: Values<number>): BigInt64Array {
  const column = new BigInt64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const ms = values[i];
    if (ms !== null && ms !== undefined && isTime(ms)) {
      column[i] = BigInt(Math.round(ms)) * 1_000_000n;
    }
  }
  return column;
}

export interface TextColumn {
  /** `offsets[i]` to `offsets[i + 1]` is value i. */
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** Values joined and encoded at once; bounded, so that a large column needs no second copy of itself as one string. */
const JOINED_CHARACTERS = 1 << 20;
const MAX_COLUMN_BYTES = 0x7fff_ffff;
const encoder = new TextEncoder();

/**
 * Texts as UTF-8. Absent values have no bytes.
 *
 * @throws Error when the column is larger than the 2 GiB that Arrow's offsets can say
 */
export function textColumn(values: Values<string>): TextColumn {
  const offsets = new Int32Array(values.length + 1);
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let start = 0; start < values.length;) {
    let end = start;
    let characters = 0;
    const texts: string[] = [];
    while (end < values.length && characters < JOINED_CHARACTERS) {
      const text = values[end++] ?? '';
      texts.push(text);
      characters += text.length;
    }
    const bytes = encoder.encode(texts.join(''));
    // As many bytes as characters: all of them are ASCII, and the lengths are known without a second pass.
    const part = bytes.length === characters ? bytes : encodeEach(texts);
    for (let i = start; i < end; i++) {
      const text = texts[i - start];
      total += part === bytes ? text.length : Buffer.byteLength(text);
      if (total > MAX_COLUMN_BYTES) {
        throw new Error('A column of text is larger than 2 GiB. Narrow the time range or lower the limit.');
      }
      offsets[i + 1] = total;
    }
    parts.push(part);
    start = end;
  }
  return { offsets, bytes: parts.length === 1 ? parts[0] : Buffer.concat(parts, total) };
}

/** One by one: two halves of a surrogate pair in neighbouring values must not become one character. */
function encodeEach(texts: readonly string[]): Uint8Array {
  return Buffer.concat(texts.map((text) => encoder.encode(text)));
}
