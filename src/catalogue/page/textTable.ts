/** Columns wider than this are not padded any further. */
const MAX_WIDTH = 60;

/** Rows in columns two spaces apart, headings first. The last column is not padded. */
export function textTable(headings: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) =>
    Math.min(
      MAX_WIDTH,
      all.reduce((widest, row) => Math.max(widest, (row[column] ?? '').length), 0)
    )
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === headings.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd()
    )
    .join('\n');
}
