import { EventParseError, type Engine } from '../../sigma';

/** A match, with the record's JSON text where it was asked for. */
export interface ChunkMatch {
  /** Index into the engine's rules. */
  readonly rule: number;
  /** Line of the record among those of the chunk, from 0. */
  readonly line: number;
  readonly text: string;
}

/** What a chunk of lines held. */
export interface ChunkResult {
  readonly lines: number;
  readonly events: number;
  /** Lines that are no JSON object, from 0: the first few of them. */
  readonly broken: readonly number[];
  readonly unparsed: number;
  /** Matches by rule. */
  readonly counts: Uint32Array;
  /** Empty unless asked for. */
  readonly matches: readonly ChunkMatch[];
}

/** The scanner takes so much at once; a longer chunk is one record, or few. */
const CAPACITY = 4 << 20;
/** Broken lines of a chunk that are named. */
export const NAMED_BROKEN = 5;

/**
 * Matches records a line by a compiled engine: the scanner finds the lines in which a rule can match, and only these are
 * parsed. What is passed over is known to be an object with matching brackets and ended strings, not more.
 *
 * @param withMatches collect each match with its record
 */
export function chunkMatcher(engine: Engine, withMatches: boolean): (bytes: Uint8Array) => ChunkResult {
  const scanner = engine.scanner(CAPACITY);
  const decoder = new TextDecoder();
  return (bytes) => {
    const result = {
      lines: 0,
      events: 0,
      broken: [] as number[],
      unparsed: 0,
      counts: new Uint32Array(engine.rules.length),
      matches: [] as ChunkMatch[],
    };
    const parse = (text: string, line: number): void => {
      const matches = matchRecord(engine, text);
      if (!matches) {
        result.unparsed++;
        if (result.broken.length < NAMED_BROKEN) {
          result.broken.push(line);
        }
        return;
      }
      result.events++;
      for (const rule of matches) {
        result.counts[rule]++;
        if (withMatches) {
          result.matches.push({ rule, line, text });
        }
      }
    };
    if (scanner && bytes.length <= CAPACITY) {
      scanner.input.set(bytes);
      for (let from = 0; from < bytes.length;) {
        const scan = scanner.scan(from, bytes.length, true);
        result.events += scan.records - scan.candidates.length;
        for (const { start, end, line } of scan.candidates) {
          parse(decoder.decode(bytes.subarray(start, end)), result.lines + line);
        }
        result.lines += scan.lines;
        from = scan.consumed;
      }
    } else {
      forEachLine(bytes, (text) => {
        if (text.trim() !== '') {
          parse(text, result.lines);
        }
        result.lines++;
      });
    }
    return result;
  };
}

/** Indexes of the rules that match a record's text; undefined where it is no JSON object. */
export function matchRecord(engine: Engine, text: string): readonly number[] | undefined {
  try {
    return engine.matchText(text).matches;
  } catch (error) {
    if (error instanceof EventParseError) {
      return undefined;
    }
    throw error;
  }
}

function forEachLine(bytes: Uint8Array, body: (text: string) => void): void {
  const decoder = new TextDecoder();
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(10, from);
    const end = newline < 0 ? bytes.length : newline;
    body(decoder.decode(bytes.subarray(from, end)));
    from = end + 1;
  }
}
