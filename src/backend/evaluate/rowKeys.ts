import type { EventPart } from '../../cloudtrail';
import type { Column } from '../../sigma';
import { columnNameOf, tells } from './tellingColumn';

/** A number for each row that is the same for rows with the same values of the fields; -1 where only the record tells. */
export function rowKeys(part: EventPart, fields: readonly string[]): (index: number) => number {
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
