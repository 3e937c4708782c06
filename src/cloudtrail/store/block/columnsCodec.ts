import { OPAQUE, type Bits, type Column, type Columns, type ColumnValue } from '../../../sigma';
import { compress, decompress } from './zstd';

/** What a block knows of its rows without reading a record. */
export interface BlockIndex {
  readonly columns: Columns;
  /** Whole epoch seconds by row, ascending. */
  readonly seconds: Uint32Array;
  /** Rows in the order of the segments, and how many each segment holds. */
  readonly order: Uint16Array;
  readonly segments: readonly number[];
}

/** A value as the head holds it: a missing one and an opaque one are told by lists, which no value is. */
type Packed = string | number | boolean | null | readonly [] | readonly [0];

interface Head {
  readonly size: number;
  readonly segments: readonly number[];
  readonly columns: ReadonlyArray<readonly [field: string, values: readonly Packed[]]>;
}

/**
 * One zstd frame: the head's length (4 bytes), the head (JSON, padded to 4), then little-endian arrays: seconds, readable
 * rows as bits, order, and a number for each row of each column, of 2 bytes where it has more than 256 values, else of 1.
 */
export function packIndex({ columns, seconds, order, segments }: BlockIndex, fields: readonly string[]): Uint8Array {
  const found = fields.flatMap((field): Array<[string, Column]> => {
    const column = columns.column(field);
    return column ? [[field, column]] : [];
  });
  const head: Head = {
    size: columns.size,
    segments,
    columns: found.map(([field, { values }]) => [field, values.map(packedValue)]),
  };
  const text = Buffer.from(JSON.stringify(head));
  const padded = Buffer.alloc((text.length + 3) & ~3, ' ');
  text.copy(padded);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padded.length);
  const wide = found.filter(([, { rows }]) => rows.BYTES_PER_ELEMENT === 2);
  const narrow = found.filter(([, { rows }]) => rows.BYTES_PER_ELEMENT === 1);
  const readable = columns.readable ?? new Uint32Array(0);
  const arrays = [seconds, readable, order, ...[...wide, ...narrow].map(([, { rows }]) => rows)];
  return compress(
    Buffer.concat([
      length,
      padded,
      ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
    ])
  );
}

/** @throws Error where the bytes are not what packIndex made */
export function unpackIndex(data: Uint8Array): BlockIndex {
  const bytes = decompress(data);
  // The arrays lie at multiples of their width only if the whole does.
  const buffer = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  const headLength = buffer.readUInt32LE(0);
  const head = JSON.parse(buffer.toString('utf8', 4, 4 + headLength)) as Head;
  let at = buffer.byteOffset + 4 + headLength;
  const take = <A>(
    type: new (memory: ArrayBufferLike, at: number, length: number) => A,
    width: number,
    length: number
  ) => {
    const array = new type(buffer.buffer, at, length);
    at += width * length;
    return array;
  };
  const seconds = take(Uint32Array, 4, head.size);
  const readable: Bits = take(Uint32Array, 4, (head.size + 31) >> 5);
  const order = take(Uint16Array, 2, head.size);
  const columns = new Map<string, Column>();
  const isWide = ([, values]: Head['columns'][number]) => values.length > 256;
  for (const [field, values] of [...head.columns.filter(isWide), ...head.columns.filter((each) => !isWide(each))]) {
    const rows = values.length > 256 ? take(Uint16Array, 2, head.size) : take(Uint8Array, 1, head.size);
    columns.set(field, { values: values.map(unpackedValue), rows });
  }
  return {
    columns: { size: head.size, readable, column: (field) => columns.get(field) },
    seconds,
    order,
    segments: head.segments,
  };
}

function packedValue(value: ColumnValue): Packed {
  return value === undefined ? [] : typeof value === 'symbol' ? [0] : value;
}

function unpackedValue(value: Packed): ColumnValue {
  return typeof value === 'object' && value !== null ? (value.length === 0 ? undefined : OPAQUE) : value;
}
