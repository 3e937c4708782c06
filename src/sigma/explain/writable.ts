/** Levels of a value that are shown; what is nested deeper cannot be written as JSON without limit. */
const DEPTH = 50;
const CUT = '…';

/**
 * The value as JSON can hold it: `…` for what lies deeper than is shown, the digits of a bigint as a text. The same value
 * where there is neither.
 */
export function writable(value: unknown): unknown {
  return isWritable(value, DEPTH) ? value : cut(value, DEPTH);
}

function isWritable(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return typeof value !== 'bigint';
  }
  return levels > 0 && Object.values(value).every((inner) => isWritable(inner, levels - 1));
}

function cut(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'bigint' ? String(value) : value;
  }
  if (levels === 0) {
    return CUT;
  }
  return Array.isArray(value)
    ? value.map((inner) => cut(inner, levels - 1))
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, levels - 1)]));
}
