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

/** A value as JSON: a missing one and an opaque one are told by lists, which no value is. */
type Packed = string | number | boolean | null | readonly [] | readonly [0];

interface Head {
  readonly size: number;
  readonly segments: readonly number[];
  /** Field, number of its values, bytes of them as JSON. */
  readonly columns: ReadonlyArray<readonly [field: string, values: number, bytes: number]>;
}

/** Numbers of more values than this take two bytes. */
const NARROW = 256;

/**
 * One zstd frame: the head's length (4 bytes), the head (JSON, padded to 4), then little-endian arrays: seconds, readable
 * rows as bits, order, and a number for each row of each column, of 2 bytes where it has more than 256 values, else of 1;
 * then the values of each column as a JSON list. Of these most queries read a few alone.
 */
export function packIndex({ columns, seconds, order, segments }: BlockIndex, fields: readonly string[]): Uint8Array {
  const found = fields.flatMap((field): Array<[string, Column]> => {
    const column = columns.column(field);
    return column ? [[field, column]] : [];
  });
  const inOrder = [
    ...found.filter(([, { values }]) => isWide(values.length)),
    ...found.filter(([, { values }]) => !isWide(values.length)),
  ];
  const values = inOrder.map(([, column]) => Buffer.from(JSON.stringify(column.values.map(packedValue))));
  const head: Head = {
    size: columns.size,
    segments,
    columns: inOrder.map(([field, column], index) => [field, column.values.length, values[index].length]),
  };
  const text = Buffer.from(JSON.stringify(head));
  const padded = Buffer.alloc((text.length + 3) & ~3, ' ');
  text.copy(padded);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padded.length);
  const readable = columns.readable ?? new Uint32Array(0);
  const arrays = [seconds, readable, order, ...inOrder.map(([, { rows }]) => rows)];
  return compress(
    Buffer.concat([
      length,
      padded,
      ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
      ...values,
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
  const columns = new Map<string, () => Column>();
  const rowsOf = head.columns.map(([, values]) =>
    isWide(values) ? take(Uint16Array, 2, head.size) : take(Uint8Array, 1, head.size)
  );
  let valuesAt = at - buffer.byteOffset;
  head.columns.forEach(([field, , length], index) => {
    const from = valuesAt;
    valuesAt += length;
    let column: Column | undefined;
    columns.set(field, () => (column ??= { values: parsed(buffer, from, from + length), rows: rowsOf[index] }));
  });
  return {
    columns: { size: head.size, readable, column: (field) => columns.get(field)?.() },
    seconds,
    order,
    segments: head.segments,
  };
}

function parsed(buffer: Buffer, from: number, to: number): ColumnValue[] {
  return (JSON.parse(buffer.toString('utf8', from, to)) as Packed[]).map(unpackedValue);
}

function isWide(values: number): boolean {
  return values > NARROW;
}

function packedValue(value: ColumnValue): Packed {
  return value === undefined ? [] : typeof value === 'symbol' ? [0] : value;
}

function unpackedValue(value: Packed): ColumnValue {
  return typeof value === 'object' && value !== null ? (value.length === 0 ? undefined : OPAQUE) : value;
}
