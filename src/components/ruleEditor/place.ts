/** Where in a rule's text a position is. Lines and columns start at 1, as in the editor. */
export interface Place {
  /** A key of a map, a modifier behind a field's name, or a value. */
  readonly kind: 'key' | 'modifier' | 'value';
  /** Keys above, from the document's top: `['detection', 'selection']`; for a value its own key too. */
  readonly path: readonly string[];
  /** What the position is in, up to its end. */
  readonly text: string;
  /** Columns of that text; `to` is behind it. */
  readonly from: number;
  readonly to: number;
  /** For a modifier: the field. */
  readonly field?: string;
}

interface Line {
  /** Spaces before the key, bullets counted as spaces. */
  readonly indentation: number;
  readonly bullet: boolean;
  readonly key?: string;
  /** Column behind the colon; absent where there is none. */
  readonly valueColumn?: number;
}

const LINE = /^(\s*(?:- +)*)(?:("[^"]*"|'[^']*'|[^\s#"'][^#]*?)(\s*:)(?=\s|$))?/;
/** Deeper texts are no rules. */
const MOST_LINES_ABOVE = 2000;

/** Reads where a position is; undefined in a comment. Made for texts that are being written: they need not be valid. */
export function placeAt(lines: readonly string[], lineNumber: number, column: number): Place | undefined {
  const text = lines[lineNumber - 1] ?? '';
  const before = text.slice(0, column - 1);
  if (/^\s*#|\s#/.test(before)) {
    return undefined;
  }
  const line = readLine(text);
  const above = keysAbove(lines, lineNumber, line);
  const isValue = line.valueColumn !== undefined && column > line.valueColumn;
  if (isValue && line.key !== undefined) {
    return valuePlace(text, column, line.valueColumn ?? 1, [...above, fieldOf(line.key)]);
  }
  // An entry of a list without a colon may become a key or stay a value; below a key that takes values it is one.
  if (line.bullet && line.key === undefined && !isListOfMaps(above)) {
    return valuePlace(text, column, line.indentation + 1, above);
  }
  return keyPlace(text, column, line, above);
}

function valuePlace(text: string, column: number, start: number, path: readonly string[]): Place {
  const rest = text.slice(start - 1);
  const begin = start + (/^\s*["']?/.exec(rest)?.[0].length ?? 0);
  const whole = text.slice(begin - 1).replace(/\s+#.*$|["']?\s*$/g, '');
  // In `[a, b` each entry is a value; a condition is made of words.
  const [from, to] = /^\[|\s/.test(whole) ? wordAround(text, column, begin) : [begin, begin + whole.length];
  return { kind: 'value', path, text: text.slice(from - 1, to - 1), from, to: Math.max(to, from) };
}

function wordAround(text: string, column: number, least: number): [number, number] {
  let from = column;
  while (from > least && /[^\s,[\]()"']/.test(text[from - 2])) {
    from--;
  }
  let to = column;
  while (to <= text.length && /[^\s,[\]()"']/.test(text[to - 1])) {
    to++;
  }
  return [from, to];
}

function keyPlace(text: string, column: number, line: Line, path: readonly string[]): Place {
  const start = line.indentation + 1;
  const key = (line.key ?? text.slice(start - 1).replace(/\s+$/, '')).replace(/^["']/, '');
  const parts = key.split('|');
  let from = start + (/^["']/.test(text.slice(start - 1)) ? 1 : 0);
  for (let index = 0; index < parts.length; index++) {
    const to = from + parts[index].length;
    if (column <= to || index === parts.length - 1) {
      const at = { path, text: parts[index].replace(/["']$/, ''), from, to };
      return index === 0 ? { kind: 'key', ...at } : { kind: 'modifier', ...at, field: parts[0] };
    }
    from = to + 1;
  }
  return { kind: 'key', path, text: key, from: start, to: start + key.length };
}

/** Keys that the line stands below, by indentation; the list's key for an entry of a list. */
function keysAbove(lines: readonly string[], lineNumber: number, line: Line): string[] {
  const keys: string[] = [];
  let { indentation, bullet } = line;
  if (bullet) {
    indentation = bulletColumn(lines[lineNumber - 1] ?? '');
  }
  for (let at = lineNumber - 2; at >= Math.max(0, lineNumber - MOST_LINES_ABOVE); at--) {
    const text = lines[at];
    if (/^---/.test(text)) {
      break;
    }
    if (/^\s*(?:#.*)?$/.test(text)) {
      continue;
    }
    const above = readLine(text);
    // A list may stand at its key's own indentation.
    const isAbove = above.indentation < indentation || (bullet && !above.bullet && above.indentation === indentation);
    if (isAbove && above.key !== undefined) {
      keys.unshift(fieldOf(above.key));
      bullet = above.bullet;
      indentation = above.bullet ? bulletColumn(text) : above.indentation;
    }
    if (indentation === 0 && !bullet) {
      break;
    }
  }
  return keys;
}

function readLine(text: string): Line {
  const [, lead = '', key, colon] = LINE.exec(text) ?? [];
  return {
    indentation: lead.length,
    bullet: lead.includes('-'),
    ...(key === undefined
      ? {}
      : { key: key.replace(/^["']|["']$/g, ''), valueColumn: lead.length + key.length + colon.length + 1 }),
  };
}

function bulletColumn(text: string): number {
  return text.indexOf('-');
}

/** The name before modifiers. */
function fieldOf(key: string): string {
  return key.split('|')[0];
}

/** A detection may be a list of maps, and so may `related`. */
function isListOfMaps(path: readonly string[]): boolean {
  return (
    (path.length === 2 && (path[0] === 'detection' || path[0] === 'filter') && path[1] !== 'rules') ||
    path[0] === 'related'
  );
}
