import type { DataFrame } from '@grafana/data';
import { column } from '../shared/runQuery';

/** Matches of one rule over the chosen range. */
export interface RuleMatches {
  readonly total: number;
  /** Epoch milliseconds of each bucket's start. */
  readonly times: readonly number[];
  readonly counts: readonly number[];
}

/** Rule id → its matches, out of the frames of a `counts` query over time; rules without any are not in it. */
export function matchCounts(frames: readonly DataFrame[]): Map<string, RuleMatches> {
  const found = new Map<string, RuleMatches>();
  for (const frame of frames) {
    const id = frame.fields.find(({ name }) => name === 'count')?.labels?.rule_id;
    const counts = column<number>(frame, 'count');
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (id !== undefined && total > 0) {
      found.set(id, { total, times: column<number>(frame, 'time'), counts });
    }
  }
  return found;
}
