import type { Bits } from './bits';

/** Stands for a value that a column does not hold, such as a list: only the record tells it. */
export const OPAQUE = Symbol('opaque');

/** A field's value; undefined where the record does not have the field. */
export type ColumnValue = string | number | boolean | null | undefined | typeof OPAQUE;

/** One field of many records: its different values, and for each row which of them. */
export interface Column {
  readonly values: readonly ColumnValue[];
  /** Row → index into `values`. */
  readonly rows: Uint8Array | Uint16Array;
}

/** Some fields of many records, so that rules can be decided without reading most of them. */
export interface Columns {
  /** Number of rows. */
  readonly size: number;
  /** Rows that have a record; no rule matches the others. Absent: all. */
  readonly readable?: Bits;
  /** @param field a path as rules write it: `userIdentity.arn` */
  column(field: string): Column | undefined;
}

/** One row's value of a field; OPAQUE where there is no such column. */
export function columnOfRow(columns: Columns, field: string, row: number): ColumnValue {
  const column = columns.column(field);
  return column ? column.values[column.rows[row]] : OPAQUE;
}
