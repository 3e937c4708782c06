import type { Range } from '../../store/coverage';

/** A piece of a range that is counted by one statement and kept: pieces of one day's partition, or several whole days. */
export interface Chunk {
  /** Whole epoch seconds, half open. */
  readonly range: Range;
  /** Length of a bucket of time in seconds; 1 keeps every second apart, so that any part of the chunk can be cut out. */
  readonly bucketSeconds: number;
  /** Nothing that comes late changes it any more. */
  readonly isSettled: boolean;
}

const DAY_S = 86_400;

/**
 * Cuts a range into chunks by day (UTC). A day that lies in it whole and is settled is counted in buckets that add up to
 * the ones asked for; of the others every second is kept apart: the same chunk then serves a range that begins a minute
 * later.
 *
 * @param bucketSeconds asked for; buckets begin at the epoch; Infinity: one for all
 * @param settledS what happened before is all there
 * @param nowS nothing is later
 */
export function chunksOf(range: Range, bucketSeconds: number, settledS: number, nowS: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let day = floorDay(range.from); day < range.to; day += DAY_S) {
    const end = Math.min(day + DAY_S, nowS + 1);
    const isSettled = day + DAY_S <= settledS;
    const isWhole = day >= range.from && day + DAY_S <= range.to;
    const bucket = isSettled && isWhole ? commonBucket(bucketSeconds) : 1;
    chunks.push({ range: { from: day, to: end }, bucketSeconds: bucket, isSettled });
  }
  return chunks;
}

/** The longest bucket of which both a day and the asked one are made. */
function commonBucket(bucketSeconds: number): number {
  let [a, b] = [DAY_S, Number.isFinite(bucketSeconds) ? Math.max(1, Math.floor(bucketSeconds)) : DAY_S];
  while (b > 0) {
    [a, b] = [b, a % b];
  }
  return a;
}

/** Chunks that one statement can count: neighbours with the same buckets, so many at most. */
export function runsOf(chunks: readonly Chunk[], most = Infinity): Chunk[][] {
  const runs: Chunk[][] = [];
  for (const chunk of chunks) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const joins =
      (run?.length ?? 0) < most &&
      last?.range.to === chunk.range.from &&
      last.bucketSeconds === chunk.bucketSeconds &&
      last.isSettled === chunk.isSettled;
    if (joins) {
      runs[runs.length - 1].push(chunk);
    } else {
      runs.push([chunk]);
    }
  }
  return runs;
}

function floorDay(second: number): number {
  return Math.floor(second / DAY_S) * DAY_S;
}
