import { parseArgs } from 'node:util';

/** Options by name: `true` for a flag, a list for an option that takes values (`--rules A B --rules C`). */
export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** The arguments are not what the command takes; the message says what it takes. */
export class UsageError extends Error {}

/**
 * Reads a command's arguments. An option that is in `lists` takes all that follows up to the next option.
 *
 * @throws UsageError for an unknown option or a missing value
 */
export function parseOptions(
  args: readonly string[],
  known: { readonly flags?: readonly string[]; readonly values?: readonly string[]; readonly lists?: readonly string[] }
): Options {
  const lists = new Set(known.lists ?? []);
  // `--rules A B` becomes `--rules A --rules B`, which parseArgs reads.
  const spread: string[] = [];
  let list: string | undefined;
  for (const arg of args) {
    if (arg.startsWith('--')) {
      list = lists.has(arg.slice(2)) ? arg : undefined;
      if (list === undefined) {
        spread.push(arg);
      }
    } else if (list === undefined) {
      spread.push(arg);
    } else {
      spread.push(list, arg);
    }
  }
  const options = Object.fromEntries([
    ...(known.flags ?? []).map((name) => [name, { type: 'boolean' as const }]),
    ...[...(known.values ?? []), ...lists].map((name) => [name, { type: 'string' as const, multiple: true }]),
  ]);
  try {
    const { values, positionals } = parseArgs({ args: spread, options, allowPositionals: true });
    const entries = Object.entries(values);
    return {
      flags: new Set(entries.filter(([, value]) => value === true).map(([name]) => name)),
      values: new Map(
        entries.filter(([, value]) => Array.isArray(value)).map(([name, value]) => [name, value as string[]])
      ),
      positionals,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
