import type { SigmaRule } from '../../../sigma';
import type { EventRow } from '../../store/types';
import type { SqlRow } from '../types';
import type { TrailScope } from './needs';

/** Events of a trail that are asked for. */
export interface TrailQuestion extends TrailScope {
  /** Events that one of these may match; absent: every event. */
  readonly rules?: readonly SigmaRule[];
  /** Whole epoch seconds, half open. */
  readonly fromS: number;
  readonly toS: number;
}

/** A statement, and how its rows become events. */
export interface EventStatement {
  readonly text: string;
  /** Undefined for a row that is no event: no id, or no time. */
  readonly eventOf: (row: SqlRow) => Omit<EventRow, 'account' | 'region'> | undefined;
}

/** A statement whose rows stand for several events each, those with the same values. */
export interface TallyStatement {
  readonly text: string;
  readonly tallyOf: (row: SqlRow) => Tally | undefined;
}

/** Events that are alike in all that is asked about them. */
export interface Tally {
  /** How many. */
  readonly count: number;
  /** Whole epoch seconds: of one of them. */
  readonly second: number;
  /** What of their records is asked about, JSON. */
  readonly text: string;
}

export interface TableSummary {
  readonly columns: number;
  /** Members of CloudTrail's records that the table does not have. */
  readonly missing: readonly string[];
  /** By what it is partitioned, as far as statements can make use of it: `day`, `account`, `region`. */
  readonly partitions: readonly string[];
}

/** How a table is asked: what the source needs to know of SQL. */
export interface TrailStatements {
  /** What was found of the table, for "Save & test". */
  readonly summary: TableSummary;
  /** Narrowing accounts or regions reads less: the table has partitions for them. */
  readonly partitionsByPlace: boolean;
  /** The newest `limit` candidates, newest first. */
  events(question: TrailQuestion, limit: number): EventStatement;
  /**
   * Candidates counted by the values of `fields` and by time.
   *
   * @param fields paths that are read of the records, beside those of the rules
   * @param bucketSeconds length of a bucket of time, which begin at the epoch; Infinity: one bucket
   * @returns undefined where the table cannot count without losing what the rules look at
   */
  tallies(question: TrailQuestion, fields: readonly string[], bucketSeconds: number): TallyStatement | undefined;
  /** Fields of a rule that the table has no column for. */
  blindFields(rule: SigmaRule): readonly string[];
}
