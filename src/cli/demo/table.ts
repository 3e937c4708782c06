/**
 * Rows as aligned columns under a header.
 *
 * @param limits longest a column may be, 0 for as long as it is; what is longer ends in an ellipsis
 */
export function table(
  header: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  limits: readonly number[]
): string {
  const cut = (text: string, limit = 0) => (limit > 0 && text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
  const cells = [header, ...rows].map((row) => row.map((text, column) => cut(text, limits[column])));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    `  ${row.map((text, column) => text.padEnd(widths[column])).join('  ')}`.trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}
