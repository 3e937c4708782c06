import { detectionsOf } from '../../rule/account/detections';
import { runQuery, type QueryRange } from '../../shared/runQuery';
import { diffDetections, type DetectionDiff, type DetectionList } from './diffDetections';

/** Detections of each text that are compared; a table of them is some megabytes. */
const MOST_ROWS = 1000;

export interface Comparison extends DetectionDiff {
  readonly notices: readonly string[];
}

/** Runs two texts over the same range. Rejects with a sentence. */
export async function compareDetections(
  uid: string,
  before: string,
  after: string,
  range: QueryRange,
  signal: AbortSignal
): Promise<Comparison> {
  // One after the other: the second finds in the store what the first has fetched.
  const old = await detections(uid, before, range, signal);
  const changed = before === after ? old : await detections(uid, after, range, signal);
  return { ...diffDetections(old, changed), notices: [...new Set([...old.notices, ...changed.notices])] };
}

async function detections(
  uid: string,
  rule: string,
  range: QueryRange,
  signal: AbortSignal
): Promise<DetectionList & { notices: readonly string[] }> {
  const query = { queryType: 'detections', format: 'table', rule, limit: MOST_ROWS } as const;
  const { frames, notices } = await runQuery(uid, query, range, signal);
  const rows = detectionsOf(frames[0]);
  const complete = rows.length < MOST_ROWS;
  // That a list ends at the limit is said with the comparison.
  return { rows, complete, notices: complete ? notices : notices.filter((notice) => !/^The newest \d/.test(notice)) };
}
