import { TrailError } from '../trailError';
import type { TableName } from '../types';
import { isSendable, sqlName } from './sqlText';

/** Glue's and Trino's names are far shorter. */
const MAX_NAME = 255;

/**
 * Reads `catalog.schema.table`. A part may stand in double quotes, a quote in it doubled: `hive."my db".trail`. For
 * Athena, `database.table` is of the catalog `AwsDataCatalog`.
 *
 * @throws TrailError with a sentence for the user
 */
export function parseTableName(text: string): TableName {
  const parts: string[] = [];
  const part = /"((?:[^"]|"")+)"|([^".\s]+)/y;
  let at = 0;
  for (;;) {
    part.lastIndex = at;
    const found = part.exec(text);
    if (!found) {
      throw wrongName(text);
    }
    parts.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    at = part.lastIndex;
    if (at === text.length) {
      break;
    }
    if (text[at] !== '.') {
      throw wrongName(text);
    }
    at++;
  }
  const [catalog, schema, table] = parts.length === 2 ? ['AwsDataCatalog', ...parts] : parts;
  if (
    catalog === undefined ||
    schema === undefined ||
    table === undefined ||
    parts.length > 3 ||
    parts.some((name) => name.length > MAX_NAME || !isSendable(name) || /[\0-\x1f\x7f]/.test(name))
  ) {
    throw wrongName(text);
  }
  return { catalog, schema, table };
}

/** The name as it stands in a statement. */
export function quotedTable({ catalog, schema, table }: TableName): string {
  return [catalog, schema, table].map(sqlName).join('.');
}

function wrongName(text: string): TrailError {
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return new TrailError(
    'no-table',
    'TABLE_NAME',
    `"${shown}" is no name of a table. Write catalog.schema.table, as in AwsDataCatalog.default.cloudtrail_logs; put a part with dots or spaces in double quotes.`
  );
}
