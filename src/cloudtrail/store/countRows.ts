import { OPAQUE, type Column, type ColumnValue } from '../../sigma';
import { matchesFilter, type LookupFilter } from '../lookup/filter';
import type { LookupPlan } from '../planner/plan';
import { firstSince } from './readRows';
import type { EventPart, OpenPart } from './types';

const COLUMN_OF: Readonly<Partial<Record<LookupFilter['attribute'], string>>> = {
  EventName: 'eventName',
  EventSource: 'eventSource',
  ReadOnly: 'readOnly',
};

/** True where all of the part's events lie in `fromS <= time < toS`. */
export function isInside(part: EventPart, fromS: number, toS: number): boolean {
  return part.oldestMs >= fromS * 1000 && part.newestMs < toS * 1000;
}

/** The rows of a part in a range of time, as `start <= row < end`. */
export function rowRange({ seconds }: OpenPart, fromS: number, toS: number): { start: number; end: number } {
  return { start: firstSince(seconds, fromS), end: firstSince(seconds, toS) };
}

/** How many events of the part in the range the lookups of a plan return. */
export function countRows(part: EventPart, plan: LookupPlan, fromS: number, toS: number): number {
  if (plan.includes(undefined) && isInside(part, fromS, toS)) {
    return part.size;
  }
  const open = part.open();
  const { start, end } = rowRange(open, fromS, toS);
  if (plan.includes(undefined)) {
    return Math.max(0, end - start);
  }
  const passes = planTest(open, plan);
  let count = 0;
  for (let row = start; row < end; row++) {
    count += passes(row) ? 1 : 0;
  }
  return count;
}

/** Whether the lookups of a plan return a row, told from the columns where they can tell. */
export function planTest(open: OpenPart, plan: LookupPlan): (row: number) => boolean {
  const tests = plan.map((filter) => filterTest(open, filter));
  return (row) => tests.some((test) => test(row));
}

function filterTest(open: OpenPart, filter: LookupFilter | undefined): (row: number) => boolean {
  if (!filter) {
    return () => true;
  }
  const field = COLUMN_OF[filter.attribute];
  const column: Column | undefined = field === undefined ? undefined : open.columns.column(field);
  if (!column || column.values.includes(OPAQUE)) {
    return (row) => matchesFilter(open.row(row), filter);
  }
  const verdicts = column.values.map((value: ColumnValue) => String(value) === filter.value);
  return (row) => verdicts[column.rows[row]];
}
