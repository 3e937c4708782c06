/** Athena's own name of the Glue catalog. */
export const GLUE_CATALOG = 'AwsDataCatalog';

const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|[A-Za-z_]\w*/g;

/** A statement with the catalog's name for the emulator's Trino in place of Athena's; texts and comments stay as they are. */
export function withCatalog(statement: string, trinoCatalog: string): string {
  const quoted = `"${trinoCatalog.replaceAll('"', '""')}"`;
  return statement.replace(TOKENS, (token, at: number) => {
    const name = token.replace(/^"|"$/g, '').toLowerCase();
    const isQualifier = name === GLUE_CATALOG.toLowerCase() && /^\s*\./.test(statement.slice(at + token.length));
    return isQualifier ? quoted : token;
  });
}

/** Trino's catalog for the name that a request gives. */
export function trinoCatalogOf(name: string, trinoCatalog: string): string {
  return name.toLowerCase() === GLUE_CATALOG.toLowerCase() ? trinoCatalog : name;
}

/** The first word of a statement, comments and brackets before it aside. */
export function firstWord(statement: string): string {
  const start = statement.replace(/^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/, '');
  return (/^\w+/.exec(start)?.[0] ?? '').toUpperCase();
}
