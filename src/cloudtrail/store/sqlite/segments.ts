/** Segments of one block have neighbouring numbers, so that no index is needed to find them. */
const MAX_SEGMENTS = 4096;

/** The number of a segment's row in the file. @throws Error where a block has too many */
export function segmentId(block: number, segment: number): number {
  if (segment >= MAX_SEGMENTS) {
    throw new Error(`A block has at most ${MAX_SEGMENTS} segments.`);
  }
  return block * MAX_SEGMENTS + segment;
}

/** The first and the last number that segments of a block may have. */
export function segmentRange(block: number): [number, number] {
  return [block * MAX_SEGMENTS, block * MAX_SEGMENTS + MAX_SEGMENTS - 1];
}
