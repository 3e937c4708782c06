import type { Detection } from '../../rule/account/detections';

/** The detections of one text in a range. */
export interface DetectionList {
  /** Newest first. */
  readonly rows: readonly Detection[];
  /** False where there are more, older ones. */
  readonly complete: boolean;
}

/** What a change of a rule does to what it finds. */
export interface DetectionDiff {
  readonly gained: readonly Detection[];
  readonly lost: readonly Detection[];
  readonly same: number;
  /** Only what is newer than this could be compared (epoch milliseconds); absent where everything was. */
  readonly afterMs?: number;
}

/**
 * Compares detections before and after a change. Where a list is cut off, older ones than its last are not compared: they would
 * seem lost or gained.
 */
export function diffDetections(before: DetectionList, after: DetectionList): DetectionDiff {
  const cuts = [before, after].flatMap(({ rows, complete }) => (complete ? [] : (rows.at(-1)?.timeMs ?? [])));
  const afterMs = cuts.length === 0 ? undefined : Math.max(...cuts);
  // The last one's own moment may hold more that were cut off.
  const compared = ({ rows }: DetectionList) => rows.filter(({ timeMs }) => afterMs === undefined || timeMs > afterMs);
  const [a, b] = [compared(before), compared(after)];
  const gained = without(b, a);
  return { gained, lost: without(a, b), same: b.length - gained.length, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** The rows that the others have not, each as often as it is missing there. */
function without(rows: readonly Detection[], others: readonly Detection[]): Detection[] {
  const left = new Map<string, number>();
  for (const other of others) {
    left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  }
  return rows.filter((row) => {
    const count = left.get(keyOf(row)) ?? 0;
    left.set(keyOf(row), count - 1);
    return count <= 0;
  });
}

/** One event, whatever the rule is called now. A trail delivers an event for each region and account that it concerns. */
function keyOf({ eventId, where, timeMs, event, principal }: Detection): string {
  return JSON.stringify(eventId === '' ? [timeMs, event, principal, where] : [eventId, where]);
}
