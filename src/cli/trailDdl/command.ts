import { DdlError, trailDdl } from '../../cloudtrail/trail';
import { parseOptions, UsageError } from '../args/parseOptions';
import type { Io } from '../io';

const USAGE =
  'usage: sigtrail trail-ddl --bucket BUCKET --accounts ID… --regions R… [--prefix P] [--organization o-…] [--from DAY] ' +
  '[--database D] [--table T] [--engine athena|trino] [--catalog C] [--json]\n';

/** Prints the statements that make a table over a trail's bucket. Exit code 0, 2 for bad usage. */
export async function trailDdlCommand(args: string[], io: Io): Promise<number> {
  try {
    const { flags, values, positionals } = parseOptions(args, {
      flags: ['json'],
      values: ['bucket', 'prefix', 'organization', 'from', 'database', 'table', 'engine', 'catalog'],
      lists: ['accounts', 'regions'],
    });
    const last = (name: string) => values.get(name)?.at(-1);
    const bucket = last('bucket');
    const engine = last('engine') ?? 'athena';
    if (bucket === undefined || positionals.length > 0 || (engine !== 'athena' && engine !== 'trino')) {
      throw new UsageError(
        positionals.length > 0
          ? `"${positionals[0] ?? ''}" has no place here.`
          : '--bucket is needed, and --engine is athena or trino.'
      );
    }
    const ddl = trailDdl({
      bucket,
      prefix: last('prefix'),
      organization: last('organization'),
      accounts: values.get('accounts') ?? [],
      regions: values.get('regions') ?? [],
      from: last('from') ?? yearAgo(),
      database: last('database') ?? 'default',
      table: last('table') ?? 'cloudtrail_logs',
      engine,
      catalog: last('catalog'),
    });
    io.out(flags.has('json') ? `${JSON.stringify({ ddl })}\n` : ddl);
    return await Promise.resolve(0);
  } catch (error) {
    io.err(`sigtrail trail-ddl: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError || error instanceof DdlError) {
      io.err(USAGE);
    }
    return 2;
  }
}

function yearAgo(): string {
  return new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10);
}
