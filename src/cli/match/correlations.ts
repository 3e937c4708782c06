import { correlator, parseEvent, type CorrelatorOptions, type RuleSet } from '../../sigma';

/** Matches may come out of order by so much: CloudTrail delivers events up to 15 minutes late, and in several files. */
const DISORDER_MS = 30 * 60_000;

/** A record that rules matched. */
export interface MatchedRecord {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  /** Indexes into the rule set's rules. */
  readonly rules: readonly number[];
}

/** A correlation's condition was met at a record. */
export interface CorrelationMatch {
  readonly key: string;
  readonly record: MatchedRecord;
}

/** Runs a set's correlations over matches as they are found. */
export interface CorrelationRun {
  add(record: MatchedRecord): CorrelationMatch[];
  /** What is still held back. */
  end(): CorrelationMatch[];
}

/**
 * Puts matches in order of time before correlations see them: each is held back until one comes that is half an hour
 * younger. Memory is bounded by the matches of that time and by the correlations' windows. A record without an eventTime
 * takes part in no correlation.
 */
export function correlationRun(ruleSet: RuleSet, options: CorrelatorOptions = {}): CorrelationRun {
  const engine = correlator(ruleSet, options);
  /** By time, the oldest first. */
  let held: Array<{ timeMs: number; event: unknown; record: MatchedRecord }> = [];
  let sorted = true;
  let newest = -Infinity;
  const release = (untilMs: number): CorrelationMatch[] => {
    if (!sorted) {
      held.sort((a, b) => a.timeMs - b.timeMs);
      sorted = true;
    }
    const later = held.findIndex(({ timeMs }) => timeMs > untilMs);
    const due = later < 0 ? held : held.slice(0, later);
    held = later < 0 ? [] : held.slice(later);
    return due.flatMap(({ timeMs, event, record }) =>
      engine.feed(event, timeMs, record.rules).map(({ correlation }) => ({ key: correlation, record }))
    );
  };
  let releasedMs = -Infinity;
  return {
    add(record) {
      const event = parseEvent(record.text);
      const { eventTime } = event as { eventTime?: unknown };
      const timeMs = typeof eventTime === 'string' ? Date.parse(eventTime) : NaN;
      if (Number.isNaN(timeMs)) {
        return [];
      }
      sorted &&= timeMs >= (held.at(-1)?.timeMs ?? -Infinity);
      held.push({ timeMs, event, record });
      newest = Math.max(newest, timeMs);
      // Not at each record: sorting and cutting cost what is held.
      if (newest - DISORDER_MS <= releasedMs + DISORDER_MS / 4) {
        return [];
      }
      releasedMs = newest - DISORDER_MS;
      return release(releasedMs);
    },
    end: () => release(Infinity),
  };
}
