/** A table of CloudTrail records as a setting names it: `catalog.schema.table`. Names are kept as written. */
export interface TableName {
  readonly catalog: string;
  readonly schema: string;
  readonly table: string;
}

/** Glue's and Trino's names are far shorter. */
const MAX_NAME = 255;

/**
 * Reads `catalog.schema.table`; undefined where that is no name of a table. A part may stand in double quotes, a quote in it
 * doubled: `hive."my db".trail`. For Athena, `database.table` is of the catalog `AwsDataCatalog`.
 */
export function readTableName(text: string): TableName | undefined {
  const parts: string[] = [];
  const part = /"((?:[^"]|"")+)"|([^".\s]+)/y;
  let at = 0;
  for (;;) {
    part.lastIndex = at;
    const found = part.exec(text);
    if (!found) {
      return undefined;
    }
    parts.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    at = part.lastIndex;
    if (at === text.length) {
      break;
    }
    if (text[at] !== '.') {
      return undefined;
    }
    at++;
  }
  const [catalog, schema, table] = parts.length === 2 ? ['AwsDataCatalog', ...parts] : parts;
  return catalog !== undefined &&
    schema !== undefined &&
    table !== undefined &&
    parts.length <= 3 &&
    parts.every((name) => name.length <= MAX_NAME && !/[\0-\x1f\x7f]|\p{Surrogate}/u.test(name))
    ? { catalog, schema, table }
    : undefined;
}

/** What to say of a text that is no name of a table. */
export function tableNameProblem(text: string): string {
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return `"${shown}" is no name of a table. Write catalog.schema.table, as in AwsDataCatalog.default.cloudtrail_logs; put a part with dots or spaces in double quotes.`;
}
