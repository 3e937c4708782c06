/**
 * Text in the form in which Sigma compares it: letters folded one by one (specification, "Values are case-insensitive").
 * A letter whose lower case is several characters (U+0130) stays as it is, and both forms of the small sigma are one.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most values are ASCII and need nothing more.
  if (!/[^\0-\x7f]/.test(text)) {
    return lower;
  }
  const kept = text.includes('\u0130')
    ? text
        .split('\u0130')
        .map((part) => part.toLowerCase())
        .join('\u0130')
    : lower;
  return kept.replaceAll('\u03c2', '\u03c3');
}

/** A leaf as text: strings as they are, numbers and booleans as JSON writes them; undefined for null and objects. */
export function leafText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

/** A number, or a text that is one; undefined for anything else. */
export function leafNumber(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return Number(value);
  }
  if (typeof value !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) {
    return undefined;
  }
  return Number(value);
}
