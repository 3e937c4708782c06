import { EVENT_ID, parseEvents, YAMLException, type Event } from 'js-yaml';

export interface ReadEvents {
  readonly events: readonly Event[];
  /** The text that the events' offsets point into; as long as the one that was given. */
  readonly text: string;
}

const MAX_JOINED_LINES = 200;
const MAX_LENGTH_TO_JOIN = 200_000;

/**
 * Parses a document. YAML wants every line of a bracketed list or map indented deeper than what holds it; libyaml does not,
 * and rules are written so:
 *
 *     tags: [
 *         attack.t1078
 *     ]
 *
 * Between brackets a line end is only white space, so such a line is joined to the one before by a space in its place,
 * which moves no offset. Throws YAMLException.
 */
export function readEvents(chunk: string, maxDepth: number): ReadEvents {
  let text = chunk;
  let first: YAMLException | undefined;
  const joined: number[] = [];
  for (;;) {
    try {
      const events = parseEvents(text, { maxDepth });
      if (first && joined.some((offset) => insideScalar(events, offset))) {
        throw first;
      }
      return { events, text };
    } catch (error) {
      if (!(error instanceof YAMLException) || error === first) {
        throw error;
      }
      first ??= error;
      const position = error.reason === 'deficient indentation' ? error.mark?.position : undefined;
      const lineEnd = position === undefined ? -1 : lineEndBefore(text, position);
      if (lineEnd < 0 || joined.length >= MAX_JOINED_LINES || text.length > MAX_LENGTH_TO_JOIN) {
        throw first;
      }
      joined.push(lineEnd);
      text = joinLines(text, lineEnd);
    }
  }
}

/** Offset of the last character of the line end before the line that holds `position`; -1 on the first line. */
function lineEndBefore(text: string, position: number): number {
  return Math.max(text.lastIndexOf('\n', position - 1), text.lastIndexOf('\r', position - 1));
}

/** Blanks a line end, and the comment that it would otherwise let go on. */
function joinLines(text: string, lineEnd: number): string {
  let end = lineEnd;
  while (end > 0 && (text[end - 1] === '\r' || text[end - 1] === '\n' || text[end - 1] === ' ')) {
    end--;
  }
  const lineStart = lineEndBefore(text, end) + 1;
  const from = lineStart + commentStart(text.slice(lineStart, end));
  return text.slice(0, from) + ' '.repeat(lineEnd + 1 - from) + text.slice(lineEnd + 1);
}

/** Where a line's comment starts, or the line's length: a # behind white space with no quote open before it. */
function commentStart(line: string): number {
  for (const match of line.matchAll(/(?:^|[ \t])#/g)) {
    const before = line.slice(0, match.index);
    if ((before.split("'").length + before.split('"').length) % 2 === 0) {
      return match.index;
    }
  }
  return line.length;
}

/** In a scalar a line end is more than white space. */
function insideScalar(events: readonly Event[], offset: number): boolean {
  return events.some(
    (event) => event.type === EVENT_ID.SCALAR && event.valueStart <= offset && offset < event.valueEnd
  );
}
