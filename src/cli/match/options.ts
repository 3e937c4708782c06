import { availableParallelism } from 'node:os';
import type { TrailConnection } from '../../cloudtrail';
import { parseOptions, UsageError } from '../args/parseOptions';
import { parseTime } from '../host/timeRange';
import { parseTrailUrl } from '../trail/trailUrl';

const MAX_THREADS = 64;

export interface MatchOptions {
  readonly output: 'counts' | 'ndjson';
  readonly rulePaths: readonly string[];
  readonly eventPaths: readonly string[];
  /** A trail in place of event files. */
  readonly trail?: TrailConnection;
  readonly fromS?: number;
  readonly toS?: number;
  readonly threads: number;
  readonly naive: boolean;
  readonly json: boolean;
  readonly pipelines: readonly string[];
}

/**
 * @param env holds what logs in to a trail
 * @throws UsageError
 */
export function matchOptions(args: string[], env: Readonly<Record<string, string | undefined>>): MatchOptions {
  const { flags, values } = parseOptions(args, {
    flags: ['json', 'naive'],
    values: ['output', 'threads', 'pipeline', 'trail', 'from', 'to'],
    lists: ['rules', 'events'],
  });
  const output = values.get('output')?.at(-1) ?? 'counts';
  const rulePaths = values.get('rules') ?? [];
  const eventPaths = values.get('events') ?? [];
  const url = values.get('trail')?.at(-1);
  const isOneSource = eventPaths.length > 0 !== (url !== undefined);
  if (rulePaths.length === 0 || !isOneSource || (output !== 'counts' && output !== 'ndjson')) {
    throw new UsageError('--rules and one of --events and --trail are needed, and --output is counts or ndjson.');
  }
  const threads = Number(values.get('threads')?.at(-1) ?? 1);
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new UsageError(
      `--threads takes a number from 1 to ${MAX_THREADS}; this machine runs ${availableParallelism()}.`
    );
  }
  return {
    output,
    rulePaths,
    eventPaths,
    threads,
    naive: flags.has('naive'),
    json: flags.has('json'),
    pipelines: values.get('pipeline') ?? [],
    ...(url === undefined ? {} : { trail: parseTrailUrl(url, env) }),
    ...rangeOf(values.get('from')?.at(-1), values.get('to')?.at(-1), url !== undefined),
  };
}

/** @throws UsageError */
function rangeOf(from: string | undefined, to: string | undefined, isTrail: boolean): { fromS?: number; toS?: number } {
  const nowMs = Date.now();
  const [fromMs, toMs] = [from, to].map((text) => parseTime(text, nowMs));
  const isWrong = (from !== undefined && fromMs === undefined) || (to !== undefined && toMs === undefined);
  if (isWrong || (fromMs ?? -Infinity) >= (toMs ?? Infinity) || (!isTrail && (from ?? to) !== undefined)) {
    throw new UsageError(
      '--from and --to go with --trail and take times as in 2026-01-31T12:00:00Z or now-6h, the first before the second.'
    );
  }
  return {
    ...(fromMs === undefined ? {} : { fromS: Math.floor(fromMs / 1000) }),
    ...(toMs === undefined ? {} : { toS: Math.ceil(toMs / 1000) }),
  };
}
