import type { Location } from '../types';

/** A text with its line starts: turns offsets into lines and columns. */
export interface SourceText {
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
}

/** Lines end at `\n`, `\r\n` or a lone `\r`, as in YAML 1.2. */
export function createSourceText(text: string): SourceText {
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) {
      lineStarts.push(i + 1);
    }
  }
  return { text, lineStarts };
}

/** Index of the line that holds `offset`, from 0. */
export function lineAt(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** Column of `offset` in its line, from 0, in UTF-16 code units. */
export function columnAt(source: SourceText, offset: number): number {
  return offset - (source.lineStarts[lineAt(source, offset)] ?? 0);
}

/** The range `[start, end)` as lines and columns that start at 1. */
export function locate(source: SourceText, start: number, end: number): Location {
  const from = Math.max(0, Math.min(start, source.text.length));
  const to = Math.max(from, Math.min(end, source.text.length));
  const line = lineAt(source, from);
  const endLine = lineAt(source, to);
  return {
    line: line + 1,
    column: from - (source.lineStarts[line] ?? 0) + 1,
    endLine: endLine + 1,
    endColumn: to - (source.lineStarts[endLine] ?? 0) + 1,
  };
}
