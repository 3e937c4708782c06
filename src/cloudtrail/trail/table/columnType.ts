/** A column's type as far as statements care. */
export type ColumnType =
  | { readonly kind: 'text' | 'boolean' | 'integer' | 'time' | 'zonedTime' | 'date' | 'map' | 'other' }
  | { readonly kind: 'struct'; readonly fields: ReadonlyArray<{ readonly name: string; readonly type: ColumnType }> }
  | { readonly kind: 'array'; readonly of: ColumnType };

const OTHER: ColumnType = { kind: 'other' };
/** Types nest no deeper in any real table; a bound on hostile ones. */
const MAX_DEPTH = 50;

const PLAIN: Readonly<Record<string, ColumnType>> = {
  varchar: { kind: 'text' },
  string: { kind: 'text' },
  boolean: { kind: 'boolean' },
  tinyint: { kind: 'integer' },
  smallint: { kind: 'integer' },
  int: { kind: 'integer' },
  integer: { kind: 'integer' },
  bigint: { kind: 'integer' },
  date: { kind: 'date' },
};

/**
 * Reads a type as Trino spells it (`row(type varchar, items array(bigint))`) or Athena and Glue do
 * (`struct<type:string,items:array<bigint>>`). What is not understood is `other`: never an error, since one odd column
 * does not make a table useless.
 */
export function parseColumnType(text: string): ColumnType {
  return typeOf(text.trim(), 0);
}

function typeOf(text: string, depth: number): ColumnType {
  const plain = PLAIN[text.toLowerCase()];
  if (plain) {
    return plain;
  }
  const [, name = '', inner] =
    /^([a-z ]+?)\s*(?:[(<](.*)[)>])?(?:\s+with(?:out)? (?:local )?time zone)?$/is.exec(text) ?? [];
  const kind = name.toLowerCase();
  if (kind.startsWith('timestamp')) {
    return { kind: /with (?:local )?time zone$/i.test(text) ? 'zonedTime' : 'time' };
  }
  if (kind === 'varchar') {
    return { kind: 'text' };
  }
  if (inner === undefined || depth > MAX_DEPTH) {
    return OTHER;
  }
  switch (kind) {
    case 'array':
      return { kind: 'array', of: typeOf(inner.trim(), depth + 1) };
    case 'map':
      return { kind: 'map' };
    case 'row':
    case 'struct':
      return structOf(inner, depth);
    default:
      return OTHER;
  }
}

function structOf(inner: string, depth: number): ColumnType {
  const fields: Array<{ name: string; type: ColumnType }> = [];
  for (const part of splitTop(inner)) {
    const found = /^\s*(?:"((?:[^"]|"")+)"|`([^`]+)`|([^\s:"`]+))(?:\s*:\s*|\s+)(.+)$/s.exec(part);
    if (!found) {
      // A field without a name cannot be asked for.
      return OTHER;
    }
    const name = found[1]?.replaceAll('""', '"') ?? found[2] ?? found[3] ?? '';
    fields.push({ name, type: typeOf((found[4] ?? '').trim(), depth + 1) });
  }
  return { kind: 'struct', fields };
}

/** Splits at commas outside of brackets and quotes. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '"') {
      quoted = !quoted;
    } else if (quoted) {
      continue;
    } else if ('(<'.includes(char)) {
      depth++;
    } else if (')>'.includes(char)) {
      depth--;
    } else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
