/** One YAML document's part of a text: `[start, end)`, directives and the `---` line included. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
  /** The document's content without the `---` and `...` lines around it. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/;
const DIRECTIVE_COMMENT_OR_BLANK = /^(?:%|[ \t]*(?:#|\r|\n|$))/;

/**
 * Splits a text at `---` and `...` lines, which YAML allows in no scalar, so that a syntax error in one document leaves the
 * others readable.
 */
export function splitDocuments(text: string): DocumentRange[] {
  const ranges: DocumentRange[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let bodyStart = start;
  let marked = false;
  const close = (bodyEnd: number, end: number): void => {
    ranges.push({ start, end, bodyStart, bodyEnd });
  };
  for (let line = start; line < text.length; line = nextLine(text, line)) {
    const marker =
      text.charCodeAt(line) === 45 || text.charCodeAt(line) === 46 ? MARKER.exec(text.slice(line, line + 4)) : null;
    if (!marker) {
      continue;
    }
    if (marker[0] === '...') {
      const end = nextLine(text, line);
      close(line, end);
      start = bodyStart = end;
      marked = false;
    } else {
      if (marked || !holdsNoContent(text, start, line)) {
        close(line, line);
        start = line;
      }
      bodyStart = afterMarker(text, line + 3);
      marked = true;
    }
  }
  if (marked || start < text.length) {
    close(text.length, text.length);
  }
  return ranges;
}

/** Directives and comments before `---` belong to the document that it starts. */
function holdsNoContent(text: string, start: number, end: number): boolean {
  for (let line = start; line < end; line = nextLine(text, line)) {
    let at = line;
    while (text[at] === ' ' || text[at] === '\t') {
      at++;
    }
    if (at < end && !DIRECTIVE_COMMENT_OR_BLANK.test(text.slice(at === line ? line : at, at + 1))) {
      return false;
    }
  }
  return true;
}

/** Content may follow `---` on its line; otherwise the body starts with the next line. */
function afterMarker(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') {
    at++;
  }
  return at >= text.length || text[at] === '\n' || text[at] === '\r' || text[at] === '#' ? nextLine(text, offset) : at;
}

function nextLine(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      return at + 1;
    }
    if (code === 13) {
      return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
    }
  }
  return text.length;
}
