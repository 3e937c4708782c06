import { parseOptions, UsageError } from '../args/parseOptions';
import { parseTime } from '../host/timeRange';

export interface SqlOptions {
  readonly rulePaths: readonly string[];
  readonly pipelines: readonly string[];
  readonly table: string;
  readonly columns: string | undefined;
  /** Whole epoch seconds. */
  readonly fromS: number;
  readonly toS: number;
  readonly settleMinutes: number;
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  readonly limit: number | undefined;
  readonly exact: boolean;
  readonly counts: boolean;
  readonly json: boolean;
}

/** @throws UsageError */
export function sqlOptions(args: string[], nowMs: number): SqlOptions {
  const { flags, values, positionals } = parseOptions(args, {
    flags: ['json', 'exact', 'counts'],
    values: ['table', 'from', 'to', 'columns', 'limit', 'settle-minutes', 'pipeline'],
    lists: ['rules', 'regions', 'accounts'],
  });
  const last = (name: string) => values.get(name)?.at(-1);
  const rulePaths = values.get('rules') ?? [];
  const table = last('table');
  const [fromMs, toMs] = [parseTime(last('from'), nowMs), parseTime(last('to') ?? 'now', nowMs)];
  if (rulePaths.length === 0 || table === undefined || positionals.length > 0) {
    throw new UsageError(
      positionals.length > 0 ? `"${positionals[0] ?? ''}" has no place here.` : '--rules and --table are needed.'
    );
  }
  if (fromMs === undefined || toMs === undefined || fromMs >= toMs) {
    throw new UsageError(
      '--from and --to take times as in 2026-01-31T12:00:00Z or now-6h, the first before the second.'
    );
  }
  return {
    rulePaths,
    pipelines: values.get('pipeline') ?? [],
    table,
    columns: last('columns'),
    fromS: Math.floor(fromMs / 1000),
    toS: Math.ceil(toMs / 1000),
    settleMinutes: whole('--settle-minutes', last('settle-minutes'), 15) ?? 15,
    regions: values.get('regions') ?? [],
    accounts: values.get('accounts') ?? [],
    limit: whole('--limit', last('limit'), undefined),
    exact: flags.has('exact'),
    counts: flags.has('counts'),
    json: flags.has('json'),
  };
}

function whole(name: string, text: string | undefined, otherwise: number | undefined): number | undefined {
  if (text === undefined) {
    return otherwise;
  }
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 1_000_000_000) {
    throw new UsageError(`${name} takes a whole number.`);
  }
  return value;
}
