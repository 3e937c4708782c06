const NAMES: Readonly<Record<string, string>> = {
  varchar: 'string',
  integer: 'int',
  real: 'float',
  varbinary: 'binary',
};

/** A type of Trino's (`row(a varchar, b array(bigint))`) as Glue writes it (`struct<a:string,b:array<bigint>>`). */
export function hiveType(type: string): string {
  const [, outer, inner] = /^(\w+)\s*\(([^]*)\)$/.exec(type.trim()) ?? [];
  if (outer === undefined || inner === undefined) {
    return NAMES[type.trim()] ?? type.trim();
  }
  const parts = splitParts(inner);
  switch (outer) {
    case 'row':
      return `struct<${parts.map(field).join(',')}>`;
    case 'array':
    case 'map':
      return `${outer}<${parts.map(hiveType).join(',')}>`;
    case 'timestamp':
      return 'timestamp';
    default:
      return `${outer}(${inner.replaceAll(' ', '')})`;
  }
}

function field(part: string): string {
  const [, name = '', type = ''] = /^("(?:[^"]|"")+"|\w+)\s+([^]*)$/.exec(part) ?? [];
  return `${name.replace(/^"|"$/g, '').replaceAll('""', '"')}:${hiveType(type)}`;
}

/** What commas part, outside of brackets. */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') {
      depth++;
    } else if (text[at] === ')') {
      depth--;
    } else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}
