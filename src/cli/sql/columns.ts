import { readFile } from 'node:fs/promises';
import { TRAIL_TABLE, type TableInfo } from '../../cloudtrail/trail';

/** The table that `sigtrail trail-ddl` prints, for those who name no columns of their own. */
export const DEFAULT_TABLE: TableInfo = TRAIL_TABLE;

/**
 * Reads a table's description from a file: what `SHOW COLUMNS`, `DESCRIBE` or `information_schema.columns` print, a column
 * a line, its name, its type and what more there is; lines of JSON with `name` and `type` do as well.
 *
 * @throws Error with a sentence for a file that has no columns
 */
export async function readColumns(file: string): Promise<TableInfo> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/);
  const columns = new Map<string, TableInfo['columns'][number]>();
  let inPartitions = false;
  for (const line of lines) {
    inPartitions ||= /^#\s*partition/i.test(line);
    const found = /^\s*"?([A-Za-z0-9_]+)"?(?:\s*[\t|,]\s*|\s+)"?([a-z].*?)"?\s*(?:[\t|,]\s*(.*))?$/i.exec(line);
    if (!found || line.trimStart().startsWith('#') || line.startsWith('--')) {
      continue;
    }
    const [, name = '', type = '', more = ''] = found;
    // Athena lists partition columns twice, at last below a heading.
    columns.set(name, { name, type, isPartition: inPartitions || /partition key/i.test(more) });
  }
  if (columns.size === 0) {
    throw new Error(`${file} has no columns. Write a name and a type on each line, as DESCRIBE prints them.`);
  }
  return { columns: [...columns.values()], properties: {} };
}
