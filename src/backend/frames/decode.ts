import { DataType, tableFromIPC, TimeUnit, type Data, type Field as ArrowField } from 'apache-arrow';
import type { Field, FieldType, Frame } from './frame';

const decoder = new TextDecoder();
const NANOSECONDS_PER_MS = 1_000_000n;

/** A frame read back from Arrow, with what a `Frame` cannot say. */
export interface DecodedFrame {
  frame: Frame;
  /** For each field: the nanoseconds beyond its milliseconds, where any value has some. */
  nanos: Array<number[] | undefined>;
}

/** Reads a frame that `encodeFrame` or Grafana's SDK wrote. For tests and for hosts; times lose their nanoseconds. */
export function decodeFrame(bytes: Uint8Array): Frame {
  return decodeArrow(bytes).frame;
}

/**
 * Reads a frame with the nanoseconds of its times.
 *
 * @throws Error for bytes that are no Arrow, or a column of a type that no frame has
 */
export function decodeArrow(bytes: Uint8Array): DecodedFrame {
  const { schema, batches } = tableFromIPC(bytes);
  const meta = schema.metadata.get('meta');
  const columns = schema.fields.map((field, index) =>
    decodeColumn(
      field,
      batches.map((batch) => batch.data.children[index])
    )
  );
  return {
    frame: {
      name: schema.metadata.get('name') ?? '',
      refId: schema.metadata.get('refId') ?? '',
      ...(meta && { meta: JSON.parse(meta) as Frame['meta'] }),
      fields: columns.map(({ field }) => field),
    },
    nanos: columns.map(({ nanos }) => nanos),
  };
}

function decodeColumn(field: ArrowField, parts: readonly Data[]): { field: Field; nanos?: number[] } {
  const type = fieldType(field);
  const labels = field.metadata.get('labels');
  const config = field.metadata.get('config');
  const base = {
    name: field.metadata.get('name') ?? field.name,
    nullable: field.nullable,
    ...(labels && { labels: JSON.parse(labels) as Record<string, string> }),
    ...(config && { config: JSON.parse(config) as Field['config'] }),
  };
  const values: unknown[] = [];
  const nanos: number[] = [];
  for (const part of parts) {
    const read = reader(field, part);
    for (let i = 0; i < part.length; i++) {
      const value = isPresent(part, i) ? read(i) : null;
      if (typeof value === 'bigint') {
        const ms = floorDivide(value, NANOSECONDS_PER_MS);
        values.push(Number(ms));
        nanos.push(Number(value - ms * NANOSECONDS_PER_MS));
      } else {
        values.push(value);
        nanos.push(0);
      }
    }
  }
  return {
    field: { ...base, type, values } as Field,
    ...(nanos.some((rest) => rest !== 0) && { nanos }),
  };
}

function fieldType({ name, type }: ArrowField): FieldType {
  if (DataType.isTimestamp(type)) {
    return 'time';
  }
  if (DataType.isUtf8(type)) {
    return 'string';
  }
  if (DataType.isFloat(type) || DataType.isInt(type)) {
    return 'number';
  }
  if (DataType.isBool(type)) {
    return 'boolean';
  }
  if (DataType.isBinary(type)) {
    return 'json';
  }
  throw new Error(`Column "${name}" has the Arrow type ${String(type)}, which Grafana's frames do not have.`);
}

function isPresent({ nullBitmap, offset, nullCount }: Data, index: number): boolean {
  if (nullCount === 0 || !nullBitmap || nullBitmap.length === 0) {
    return true;
  }
  const bit = offset + index;
  return (nullBitmap[bit >> 3] & (1 << (bit & 7))) !== 0;
}

/** Reads value i of a column; times as nanoseconds. */
function reader({ type }: ArrowField, part: Data): (index: number) => unknown {
  const { values, valueOffsets, offset } = part;
  if (DataType.isUtf8(type) || DataType.isBinary(type)) {
    return (i) => decoder.decode(values.subarray(valueOffsets[i], valueOffsets[i + 1]));
  }
  if (DataType.isBool(type)) {
    return (i) => (values[(offset + i) >> 3] & (1 << ((offset + i) & 7))) !== 0;
  }
  if (DataType.isTimestamp(type)) {
    const factor =
      10n **
      BigInt(
        9 - 3 * [TimeUnit.SECOND, TimeUnit.MILLISECOND, TimeUnit.MICROSECOND, TimeUnit.NANOSECOND].indexOf(type.unit)
      );
    return (i) => BigInt(values[i]) * factor;
  }
  return (i) => Number(values[i]);
}

/** Towards minus infinity, so that the rest is never negative. */
function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
