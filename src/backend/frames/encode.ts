import {
  Binary,
  Bool,
  Float64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampNanosecond,
  Utf8,
  type Data,
} from 'apache-arrow';
import { arrowField, schemaMetadata } from './arrowSchema';
import { booleanColumn, floatColumn, isTime, textColumn, timeColumn, validityOf, type Validity } from './columns';
import type { Field, Frame } from './frame';

/**
 * A frame as the Arrow IPC file that Grafana's SDK reads.
 *
 * A field with a null is written as nullable whatever it says: the reader would turn the null into "" or 0. A time
 * that is no number, or that nanoseconds cannot say, is null.
 *
 * @throws Error when the fields differ in length, or a column is larger than 2 GiB
 */
export function encodeFrame(frame: Frame): Uint8Array {
  const length = frame.fields[0]?.values.length ?? 0;
  const columns = frame.fields.map((field) => {
    if (field.values.length !== length) {
      throw new Error(
        `Field "${field.name}" has ${field.values.length} values, field "${frame.fields[0].name}" has ${length}.`
      );
    }
    return encodeColumn(field);
  });
  const schema = new Schema(
    columns.map(({ field }) => field),
    schemaMetadata(frame)
  );
  const children = columns.map(({ data }) => data);
  const rows = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
  const writer = new RecordBatchFileWriter();
  writer.write(new RecordBatch(schema, rows));
  writer.finish();
  return writer.toUint8Array(true);
}

function encodeColumn(field: Field) {
  const validity = field.type === 'time' ? validityOf(field.values, isTime) : validityOf<unknown>(field.values);
  const data = columnData(field, validity);
  return { data, field: arrowField(field, data.type, field.nullable === true || validity.nullCount > 0) };
}

/**
 * How Grafana's SDK maps fields to Arrow: JSON is Binary, times are nanoseconds since the epoch.
 * Its reader rejects dictionaries, lists and large types.
 */
function columnData(field: Field, { nullCount, bitmap: nullBitmap }: Validity): Data {
  const common = { length: field.values.length, nullCount, nullBitmap };
  switch (field.type) {
    case 'time':
      return makeData({ ...common, type: new TimestampNanosecond(), data: timeColumn(field.values) });
    case 'number':
      return makeData({ ...common, type: new Float64(), data: floatColumn(field.values) });
    case 'boolean':
      return makeData({ ...common, type: new Bool(), data: booleanColumn(field.values) });
    case 'string': {
      const { offsets, bytes } = textColumn(field.values);
      return makeData({ ...common, type: new Utf8(), valueOffsets: offsets, data: bytes });
    }
    case 'json': {
      const { offsets, bytes } = textColumn(field.values);
      return makeData({ ...common, type: new Binary(), valueOffsets: offsets, data: bytes });
    }
  }
}
