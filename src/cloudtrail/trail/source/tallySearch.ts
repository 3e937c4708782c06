import type { Clock } from '../../aws/clock';
import type { EventSet } from '../../scan/eventSet';
import type { ScanRequest } from '../../source';
import type { Range } from '../../store/coverage';
import type { EventPart } from '../../store/types';
import type { TrailError } from '../trailError';
import { chunksOf } from './chunks';
import type { TrailStatements } from './statements';
import type { Tallies, TallyQuestion, TallyRun } from './tallies';
import { waitFor } from './waitFor';

export interface TallySearch {
  readonly tallies: Tallies;
  readonly clock: Clock;
  readonly settleSeconds: number;
}

/** What was counted. */
export interface Tallied {
  readonly events: EventSet;
  readonly failed: readonly TrailError[];
  readonly runs: readonly TallyRun[];
  readonly scannedBytes: number;
  /** What is not counted yet at the deadline. */
  readonly missing: readonly Range[];
}

/**
 * Counts the events of a question instead of bringing them: rows that stand for several each.
 *
 * @returns undefined where the table cannot be counted for it
 * @throws the request's signal's reason when it is aborted
 */
export async function countEvents(
  { tallies, clock, settleSeconds }: TallySearch,
  request: ScanRequest,
  range: Range,
  statements: TrailStatements
): Promise<Tallied | undefined> {
  const { tally, rules, regions = [], accounts = [] } = request;
  if (!tally || rules?.length === 0) {
    return undefined;
  }
  const nowS = Math.floor(clock.now() / 1000);
  const question: TallyQuestion = {
    ...(rules ? { rules } : {}),
    filters: [],
    regions: statements.partitionsByPlace ? regions : [],
    accounts: statements.partitionsByPlace ? accounts : [],
    fields: [...new Set(tally.fields)].sort(),
    bucketSeconds: tally.bucketSeconds,
  };
  const chunks = chunksOf(range, tally.bucketSeconds, nowS - settleSeconds, nowS);
  const known = chunks.map((chunk) => tallies.find(question, chunk));
  const runs = tallies.start(
    statements,
    question,
    chunks.filter((_, index) => !known[index])
  );
  if (!runs) {
    return undefined;
  }
  const before = new Map(runs.map((run) => [run, run.stats.scannedBytes]));
  const inTime = await waitFor(runs, clock, request.deadlineMs, request.signal);
  const counted = new Map<number, readonly EventPart[]>(
    runs.flatMap(({ chunks: own, parts }) =>
      own.map((chunk, index) => [chunk.range.from, parts?.[index] ?? []] as const)
    )
  );
  const parts = chunks.flatMap((chunk, index) => known[index] ?? counted.get(chunk.range.from) ?? []);
  return {
    events: tallySet(parts, range),
    failed: runs.flatMap(({ error }) => error ?? []),
    runs,
    scannedBytes: runs.reduce((sum, run) => sum + run.stats.scannedBytes - (before.get(run) ?? 0), 0),
    missing: inTime ? [] : runs.filter((run) => !run.parts).flatMap((run) => run.chunks.map((chunk) => chunk.range)),
  };
}

function tallySet(parts: readonly EventPart[], range: Range): EventSet {
  const inRange = parts.filter(({ oldestMs, newestMs }) => newestMs >= range.from * 1000 && oldestMs < range.to * 1000);
  return {
    size: inRange.reduce((sum, { size }) => sum + size, 0),
    truncated: false,
    range,
    parts: inRange.sort((a, b) => b.newestMs - a.newestMs),
    malformed: 0,
    // There are no events to be shown.
    rows: () => [],
  };
}
