import type { ScanResult, ScanStats } from '../../cloudtrail';
import type { Field, Frame, FrameMeta, Notice } from '../frames/frame';
import type { QueryContext } from './context';
import { DownstreamError } from './queryError';

/** `custom.stats` of a data frame (contract, section 4). */
export interface FrameStats {
  readonly source: ScanStats['source'];
  readonly pages: number;
  readonly events: number;
  readonly candidates: number;
  readonly scannedBytes: number;
  readonly cached: number;
  readonly throttled: number;
  readonly waitedMs: number;
  /** Rules that were run. */
  readonly rules: number;
  readonly truncated: boolean;
}

/** What every frame of an answer says about how it came about. */
export interface Answer {
  readonly executed: string;
  readonly stats: FrameStats;
  readonly notices: readonly Notice[];
}

/** Without a scan: rules alone. */
export function localAnswer(rules: number, notices: readonly Notice[] = []): Answer {
  const none = { pages: 0, events: 0, candidates: 0, scannedBytes: 0, cached: 0, throttled: 0, waitedMs: 0 };
  const stats: FrameStats = { source: 'lookup', ...none, rules, truncated: false };
  return { executed: 'No LookupEvents request is needed.', stats, notices };
}

/**
 * The answer that a scan gives. An alert must not take an incomplete answer for a quiet one, and nobody an empty answer
 * where no place could be searched at all: both are errors.
 *
 * @throws DownstreamError
 */
export function answerOf(
  context: QueryContext,
  scan: ScanResult,
  rules: number,
  notices: readonly string[] = []
): Answer {
  const [failure] = scan.failures;
  if (failure && scan.events.size === 0 && !scan.complete && nothingSearched(scan)) {
    throw new DownstreamError(failure.error.message, statusOf(failure.error.fault));
  }
  if (context.alert && !scan.complete && context.settings.incompleteAlerts === 'fail') {
    const reasons = scan.notices.filter(({ severity }) => severity !== 'info').map(({ text }) => text);
    throw new DownstreamError(
      `The alert's window could not be searched completely. ${[...new Set(reasons)].join(' ')}`,
      failure ? statusOf(failure.error.fault) : 504
    );
  }
  return {
    executed: scan.executed,
    stats: { ...scan.stats, rules },
    notices: [...scan.notices, ...notices.map((text) => ({ severity: 'info' as const, text }))],
  };
}

/** A frame with the answer's meta; notices go on an answer's first frame only, or Grafana shows them several times. */
export function frameOf(
  context: QueryContext,
  answer: Answer,
  meta: Pick<FrameMeta, 'type' | 'typeVersion' | 'preferredVisualisationType'> & { custom?: Record<string, unknown> },
  fields: Field[],
  options: { name?: string; notices?: boolean } = {}
): Frame {
  const { custom, ...rest } = meta;
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    refId: context.refId,
    meta: {
      ...rest,
      executedQueryString: answer.executed,
      ...(answer.notices.length > 0 && options.notices !== false ? { notices: [...answer.notices] } : {}),
      custom: { ...custom, stats: answer.stats },
    },
    fields,
  };
}

function nothingSearched({ stats }: ScanResult): boolean {
  // A statement that failed has brought nothing.
  return stats.source === 'trail' || stats.pages === 0;
}

function statusOf(fault: string): number {
  switch (fault) {
    case 'no-table':
    case 'no-column':
      return 404;
    case 'scan-limit':
      return 403;
    case 'access-denied':
    case 'region-disabled':
      return 403;
    case 'bad-credentials':
    case 'expired-credentials':
    case 'no-credentials':
      return 401;
    case 'throttled':
      return 429;
    case 'timeout':
      return 504;
    default:
      return 502;
  }
}
