/**
 * Which ranges of time were looked up, and when. Whole epoch seconds, half open: `from <= t < to`.
 *
 * CloudTrail delivers late: what was looked up at `asOf` is final only for times older than the settle time. A settled
 * segment has `asOf: SETTLED`; a younger one keeps the moment it was looked up, so that a reader can ask for a newer look.
 */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Epoch seconds at which the lookup was sent. */
  readonly asOf: number;
}

export const SETTLED = Number.MAX_SAFE_INTEGER;

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * `segments` (disjoint, oldest first) with `added` laid over them: where they overlap the later look wins.
 * The part that was older than `settleSeconds` when it was looked up is settled; neighbours of one age are joined.
 */
export function withSegment(segments: readonly Segment[], added: Segment, settleSeconds: number): Segment[] {
  if (added.to <= added.from) {
    return [...segments];
  }
  const pieces = settle(added, settleSeconds);
  let result = [...segments];
  for (const piece of pieces) {
    const next: Segment[] = [];
    // What is newer than the piece stays; the piece fills the rest.
    let remaining: Range[] = [piece];
    for (const segment of result) {
      if (segment.to <= piece.from || segment.from >= piece.to) {
        next.push(segment);
      } else if (segment.asOf >= piece.asOf) {
        next.push(segment);
        remaining = remaining.flatMap((range) => without(range, segment));
      } else {
        next.push(...without(segment, piece).map((range) => ({ ...range, asOf: segment.asOf })));
      }
    }
    next.push(...remaining.map((range) => ({ ...range, asOf: piece.asOf })));
    result = joined(next);
  }
  return result;
}

/** The parts of `range` that no segment with `asOf >= minAsOf` covers, oldest first. */
export function missing(segments: readonly Segment[], range: Range, minAsOf: number): Range[] {
  let rest: Range[] = range.from < range.to ? [range] : [];
  for (const segment of segments) {
    if (segment.asOf >= minAsOf) {
      rest = rest.flatMap((part) => without(part, segment));
    }
  }
  return rest;
}

/** Seconds in ranges that do not overlap. */
export function secondsOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The segments cut off below `from`. */
export function since(segments: readonly Segment[], from: number): Segment[] {
  return segments
    .filter((segment) => segment.to > from)
    .map((segment) => (segment.from < from ? { ...segment, from } : segment));
}

/** `range` without `hole`: none, one or two ranges. */
export function without(range: Range, hole: Range): Range[] {
  if (hole.to <= range.from || hole.from >= range.to) {
    return [{ from: range.from, to: range.to }];
  }
  const parts: Range[] = [];
  if (hole.from > range.from) {
    parts.push({ from: range.from, to: hole.from });
  }
  if (hole.to < range.to) {
    parts.push({ from: hole.to, to: range.to });
  }
  return parts;
}

function settle(segment: Segment, settleSeconds: number): Segment[] {
  const edge = segment.asOf === SETTLED ? segment.to : segment.asOf - settleSeconds;
  if (edge <= segment.from) {
    return [segment];
  }
  if (edge >= segment.to) {
    return [{ ...segment, asOf: SETTLED }];
  }
  return [
    { from: segment.from, to: edge, asOf: SETTLED },
    { from: edge, to: segment.to, asOf: segment.asOf },
  ];
}

function joined(segments: readonly Segment[]): Segment[] {
  const sorted = [...segments].sort((a, b) => a.from - b.from);
  const result: Segment[] = [];
  for (const segment of sorted) {
    const last = result.at(-1);
    if (last && last.to === segment.from && last.asOf === segment.asOf) {
      result[result.length - 1] = { ...last, to: segment.to };
    } else {
      result.push(segment);
    }
  }
  return result;
}
