import { lineChunks, type ByteRange } from '../input/lineChunks';
import { NAMED_BROKEN, type ChunkMatch, type ChunkResult } from './chunkMatcher';

/** Matches the lines that begin in a part of a file, as one chunk. */
export async function matchRange(
  file: string,
  range: ByteRange,
  match: (bytes: Uint8Array) => ChunkResult
): Promise<ChunkResult> {
  let sum: { lines: number; events: number; unparsed: number; counts?: Uint32Array } = {
    lines: 0,
    events: 0,
    unparsed: 0,
  };
  const broken: number[] = [];
  const matches: ChunkMatch[] = [];
  const breakAt = (line: number) => {
    if (broken.length < NAMED_BROKEN) {
      broken.push(line);
    }
  };
  for await (const { bytes, tooLong } of lineChunks(file, range)) {
    if (tooLong) {
      breakAt(sum.lines);
      sum.unparsed++;
      sum.lines++;
    }
    const result = match(bytes);
    result.broken.forEach((line) => breakAt(sum.lines + line));
    for (const found of result.matches) {
      matches.push({ ...found, line: sum.lines + found.line });
    }
    const { counts } = sum;
    counts?.forEach((count, rule) => (result.counts[rule] += count));
    sum = {
      lines: sum.lines + result.lines,
      events: sum.events + result.events,
      unparsed: sum.unparsed + result.unparsed,
      counts: result.counts,
    };
  }
  return { ...sum, counts: sum.counts ?? new Uint32Array(0), broken, matches };
}
