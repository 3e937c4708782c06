import { noBits, setBit } from './bits';
import { OPAQUE, type Column, type Columns, type ColumnValue } from './columns';

/** A longer text is read from the record: a column is for what many records share. */
const MAX_TEXT = 2048;

/** Columns of some fields of parsed records; undefined stands for a row without a record. */
export function columnsOf(records: ReadonlyArray<object | undefined>, fields: readonly string[]): Columns {
  const readable = noBits(records.length);
  records.forEach((record, row) => {
    if (record) {
      setBit(readable, row);
    }
  });
  const columns = new Map(fields.map((field) => [field, columnOf(records, columnReader(field))]));
  return { size: records.length, readable, column: (field) => columns.get(field) };
}

/** Reads a field as a column holds it: a single value at the path that rules would find there, else OPAQUE. */
export function columnReader(field: string): (record: object) => ColumnValue {
  const steps = field.split('.');
  return (record) => {
    if (Array.isArray(record)) {
      return OPAQUE;
    }
    // A key that is spelled as the whole path wins over the steps (see event/fields.ts).
    if (steps.length > 1 && Object.hasOwn(record, field)) {
      return plain((record as Record<string, unknown>)[field]);
    }
    let value: unknown = record;
    for (const step of steps) {
      if (Array.isArray(value)) {
        return OPAQUE;
      }
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
        return undefined;
      }
      value = (value as Record<string, unknown>)[step];
    }
    return plain(value);
  };
}

function plain(value: unknown): ColumnValue {
  switch (typeof value) {
    case 'string':
      return value.length > MAX_TEXT ? OPAQUE : value;
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null ? null : OPAQUE;
  }
}

function columnOf(records: ReadonlyArray<object | undefined>, read: (record: object) => ColumnValue): Column {
  const values: ColumnValue[] = [];
  const known = new Map<ColumnValue, number>();
  const rows = new Uint16Array(records.length);
  records.forEach((record, row) => {
    const value = record ? read(record) : undefined;
    let index = known.get(value);
    if (index === undefined) {
      index = values.push(value) - 1;
      known.set(value, index);
    }
    rows[row] = index;
  });
  return { values, rows: values.length <= 256 ? Uint8Array.from(rows) : rows };
}
