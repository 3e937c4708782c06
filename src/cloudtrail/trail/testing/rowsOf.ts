import type { SqlRow, SqlRun } from '../types';

/** All rows of a run. */
export async function rowsOf(run: SqlRun): Promise<SqlRow[]> {
  const rows: SqlRow[] = [];
  for await (const page of run.pages) {
    rows.push(...page);
  }
  return rows;
}
