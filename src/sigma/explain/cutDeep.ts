/** Levels of a value that are shown; what is nested deeper cannot be written as JSON without limit. */
const DEPTH = 50;
const CUT = '…';

/** The value, with what lies deeper than is shown replaced by `…`. The same value where nothing does. */
export function cutDeep(value: unknown): unknown {
  return isDeeper(value, DEPTH) ? cut(value, DEPTH) : value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function cut(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (levels === 0) {
    return CUT;
  }
  return Array.isArray(value)
    ? value.map((inner) => cut(inner, levels - 1))
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, levels - 1)]));
}
