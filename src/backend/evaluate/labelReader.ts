import type { EventPart } from '../../cloudtrail';
import { EventView } from './eventView';
import { fieldLabel } from './fieldText';
import { rowKeys } from './rowKeys';

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
