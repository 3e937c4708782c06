/** Printable ASCII needs no escape. */
const PLAIN = /^[ -~]*$/;

/**
 * A text as a literal of Trino's SQL, which is Athena's: the only way a value gets into a statement. The literal is ASCII
 * whatever the text holds, so that no transport can change it: other characters, NUL and line ends too, are written as
 * Unicode escapes.
 *
 * @throws RangeError for a lone surrogate, which no engine takes; see `isSendable`
 */
export function sqlText(value: string): string {
  if (!isSendable(value)) {
    throw new RangeError('A text with half a surrogate pair cannot be put into a statement.');
  }
  const quoted = value.replaceAll("'", "''");
  if (PLAIN.test(value)) {
    return `'${quoted}'`;
  }
  const escaped = quoted
    .replaceAll('\\', '\\\\')
    .replace(/[^ -~]/gu, (character) => escapeOf(character.codePointAt(0) ?? 0));
  return `U&'${escaped}'`;
}

/** Whether a text can stand in a statement: it has no half of a surrogate pair. */
export function isSendable(value: string): boolean {
  return !/\p{Surrogate}/u.test(value);
}

function escapeOf(code: number): string {
  const digits = code.toString(16);
  return code > 0xffff ? `\\+${digits.padStart(6, '0')}` : `\\${digits.padStart(4, '0')}`;
}

/** A name (of a column, a table) as a quoted identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
