import type { EventPart } from '../../cloudtrail';
import { OPAQUE, type Column } from '../../sigma';
import { EventView } from './eventView';
import { fieldLabel } from './fieldText';

/** Reads the labels of a part's rows. */
export type LabelReader = (part: EventPart, index: number, second: number) => readonly string[];

const NONE: readonly string[] = [];

/**
 * Reads several fields as labels (see fieldLabel). Rows of a part that have the same values in the columns have the same
 * labels, so that each is made once.
 */
export function labelReader(fields: readonly string[]): LabelReader {
  if (fields.length === 0) {
    return () => NONE;
  }
  let current: EventPart | undefined;
  let columns: Array<Column | undefined> = [];
  let known = new Map<string, readonly string[]>();
  return (part, index, second) => {
    if (part !== current) {
      current = part;
      const open = part.open();
      columns = fields.map((field) => open.columns.column(COLUMN_OF[field] ?? field));
      known = new Map();
    }
    const values = columns.map((column) => column?.rows[index]);
    const isKnowable = columns.every((column, at) => {
      const value = column?.values[values[at] ?? -1];
      return value !== OPAQUE && column && (typeof value === 'string' || !(fields[at] in COLUMN_OF));
    });
    const key = values.join(' ');
    let labels = isKnowable ? known.get(key) : undefined;
    if (!labels) {
      const event = new EventView(part, index, second * 1000);
      labels = fields.map((field) => fieldLabel(event, field));
      if (isKnowable) {
        known.set(key, labels);
      }
    }
    return labels;
  };
}

/** Short names that a column alone tells, wherever it holds a text (see principal.ts). */
const COLUMN_OF: Readonly<Record<string, string>> = {
  account: 'recipientAccountId',
  region: 'awsRegion',
  principal: 'userIdentity.arn',
};
