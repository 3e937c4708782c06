/** A range that is being looked up, from its end to its start. Whole epoch seconds. */
export interface RangeUnderWay {
  readonly from: number;
  readonly to: number;
  /** Looked up from here to the end. */
  readonly reached: number;
  /** When it was begun. */
  readonly asOf: number;
}

/**
 * How much of a range is done, 0 to 1, and when the rest will be by the pace so far (epoch milliseconds); without an end
 * where there is no pace yet.
 */
export function rangeProgress(range: RangeUnderWay, nowMs: number): { done: number; estimatedEndMs?: number } {
  const { from, to, reached, asOf } = range;
  if (reached <= from) {
    return { done: 1, estimatedEndMs: nowMs };
  }
  const doneS = to - reached;
  const done = doneS / (to - from);
  const tookMs = nowMs - asOf * 1000;
  return doneS > 0 && tookMs > 0
    ? { done, estimatedEndMs: Math.round(nowMs + (tookMs / doneS) * (reached - from)) }
    : { done };
}
