import type { EventFilter } from '../contract/query';
import type { SigmaRule } from '../sigma';
import type { AwsError } from './aws/errors';
import type { Priority } from './collect/job';
import type { LookupFilter } from './lookup/filter';
import type { RuleNeeds } from './planner/needs';
import type { EventSet } from './scan/eventSet';
import type { Place } from './store/types';
import type { TrailError } from './trail/trailError';

/** A question for events: every event in the range that one of the needs may be about. */
export interface ScanRequest {
  /** Epoch milliseconds, both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Narrow the data source's own; absent or empty: all of them. */
  readonly regions?: readonly string[];
  /** Account ids, or names of the settings' accounts. */
  readonly accounts?: readonly string[];
  /** Each leaves an event in that has the values it names; one without any wants every event. */
  readonly needs: readonly RuleNeeds[];
  /**
   * Events that one of these may match; absent: every event. A trail's statement asks for more of a rule than needs say:
   * both are there, so that either source finds what it can use.
   */
  readonly rules?: readonly SigmaRule[];
  /** Events that do not pass are not needed. */
  readonly filters?: readonly EventFilter[];
  /**
   * Only the number of events is wanted, by these fields and buckets of time (seconds, from the epoch): rows may then
   * stand for several events that are alike in these fields and all that the rules look at.
   */
  readonly tally?: { readonly fields: readonly string[]; readonly bucketSeconds: number };
  /** What the question is known by when it is asked again. Default: its needs. */
  readonly key?: string;
  /** Only events that this lookup returns are in the result. Absent: whatever was looked up. */
  readonly only?: LookupFilter;
  readonly priority: Priority;
  /** Epoch milliseconds: then the answer is what is there. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly maxEvents: number;
  /** What sets `maxEvents`, as the user knows it. Default `maxEventsPerQuery`. */
  readonly limitName?: string;
}

export interface ScanStats {
  source: 'lookup' | 'trail';
  /** LookupEvents requests that were answered for this scan; statements, where the trail was asked. */
  pages: number;
  /** Events in the result. */
  events: number;
  /** Events that rules were run on; of events that are alike in all that the query asks, where the trail counted them, one. */
  candidates: number;
  /** Events of the result that were in the store before. */
  cached: number;
  /** Requests that CloudTrail throttled. */
  throttled: number;
  /** Time that requests waited for their turn. */
  waitedMs: number;
  /** The result leaves out events: a budget was used up. */
  truncated: boolean;
  /** Bytes of the trail that were read for this scan. */
  scannedBytes: number;
}

export interface ScanNotice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** One place, or the trail, that could not be searched (completely). */
export interface ScanFailure extends Partial<Place> {
  readonly error: AwsError | TrailError;
}

/** An account that could not be reached. */
export interface AccountFailure extends ScanFailure {
  readonly error: AwsError;
}

export interface ScanResult {
  readonly events: EventSet;
  readonly stats: ScanStats;
  readonly notices: readonly ScanNotice[];
  /** True when every place was looked up over the whole range, and nothing was left out. */
  readonly complete: boolean;
  readonly failures: readonly ScanFailure[];
  /** The requests planned, one a line, readable, and what they are estimated to take. */
  readonly executed: string;
}

/** The narrowing of a query names an account or region that the data source does not search. */
export class NarrowingError extends Error {
  override readonly name = 'NarrowingError';
}

/** Events that may match, in a range: what queries are answered from. */
export interface EventSource {
  /**
   * @throws NarrowingError for regions or accounts that the data source does not have;
   * the signal's reason when it is aborted. AWS's failures are in the result.
   */
  scan(request: ScanRequest): Promise<ScanResult>;
}
