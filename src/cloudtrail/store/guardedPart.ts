import type { EventPart, OpenPart } from './types';

/** A part each of whose readings goes through `guard`, which may throw another error in place of its own. */
export function guardedPart(part: EventPart, guard: <T>(read: () => T) => T): EventPart {
  const open = (): OpenPart => {
    const opened = guard(() => part.open());
    return {
      ...opened,
      row: (row) => guard(() => opened.row(row)),
      records: (rows) => guard(() => opened.records(rows)),
    };
  };
  return { ...part, open };
}
