import type { EventPart } from '../../cloudtrail';
import type { Column } from '../../sigma';
import { EventView } from './eventView';
import { fieldLabel } from './fieldText';
import { columnNameOf, tells } from './tellingColumn';

/** Reads the labels of a part's rows. */
export type LabelReader = (part: EventPart, index: number, second: number) => readonly string[];

const NONE: readonly string[] = [];

/**
 * Reads several fields as labels (see fieldLabel). Rows of a part that have the same values in the columns have the same
 * labels, so that each is made once, and none for a row.
 */
export function labelReader(fields: readonly string[]): LabelReader {
  if (fields.length === 0) {
    return () => NONE;
  }
  let current: EventPart | undefined;
  let keyOf: (index: number) => number = () => -1;
  let known = new Map<number, readonly string[]>();
  // The same list for the same labels, whatever part they are read from.
  const lists = new Map<string, readonly string[]>();
  return (part, index, second) => {
    if (part !== current) {
      current = part;
      keyOf = rowKeys(part, fields);
      known = new Map();
    }
    const key = keyOf(index);
    let labels = known.get(key);
    if (!labels) {
      const event = new EventView(part, index, second * 1000);
      const made = fields.map((field) => fieldLabel(event, field));
      const text = JSON.stringify(made);
      labels = lists.get(text) ?? made;
      lists.set(text, labels);
      if (key >= 0) {
        known.set(key, labels);
      }
    }
    return labels;
  };
}

/** A number for each row that is the same for rows of the same labels; -1 where only the record tells. */
function rowKeys(part: EventPart, fields: readonly string[]): (index: number) => number {
  const { columns } = part.open();
  const parts: Array<{ rows: Column['rows']; telling: readonly boolean[]; factor: number }> = [];
  let factor = 1;
  for (const field of fields) {
    const column = columns.column(columnNameOf(field));
    if (!column) {
      return () => -1;
    }
    const telling = column.values.map((value) => tells(field, value));
    parts.push({ rows: column.rows, telling, factor });
    factor *= column.values.length;
  }
  if (factor > Number.MAX_SAFE_INTEGER) {
    return () => -1;
  }
  return (index) => {
    let key = 0;
    for (const { rows, telling, factor: weight } of parts) {
      if (!telling[rows[index]]) {
        return -1;
      }
      key += rows[index] * weight;
    }
    return key;
  };
}
