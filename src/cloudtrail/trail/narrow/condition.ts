import { createHash } from 'node:crypto';
import type { EventFilter } from '../../../contract/query';
import type { SigmaRule } from '../../../sigma';
import type { TrailTable } from '../table/readTable';
import { filterTerm } from './filterTerm';
import { pairsJoined } from './pairs';
import { ruleTerm } from './ruleTerm';
import { simplify } from './simplify';
import { printTerm, type Term } from './term';
import { fitted } from './weaken';

/** What a statement asks of events: true of each that one of the rules matches and the filters let through. */
export interface NarrowCondition {
  /** SQL for WHERE; `TRUE` where nothing is known, `FALSE` where nothing can match. */
  readonly text: string;
  /** Equal for equal conditions, and only for them; short. */
  readonly key: string;
  /** Rules of which less is asked than could be, so that the condition fits into one statement. */
  readonly weakened: number;
}

export interface ConditionLimits {
  /** Bytes of the condition's text. */
  readonly maxBytes?: number;
  /** Tests in it; an engine compiles a few hundred. */
  readonly maxTests?: number;
}

/**
 * One condition for all rules. No rules: of every event only the filters are asked.
 *
 * @param filters a query's filters on events, ANDed; those on rules' labels are let pass
 */
export function condition(
  rules: readonly SigmaRule[] | undefined,
  filters: readonly EventFilter[],
  table: TrailTable,
  limits: ConditionLimits = {}
): NarrowCondition {
  const filtered = filters.map((filter) => filterTerm(filter, table));
  const { term, weakened } = rules
    ? fitted(
        rules.map((rule) => ruleTerm(rule, table)),
        limits
      )
    : { term: { op: 'constant', value: true } as Term, weakened: 0 };
  const text = printTerm(pairsJoined(simplify({ op: 'and', of: [...filtered, term] })));
  return { text, key: createHash('sha256').update(text).digest('base64url').slice(0, 22), weakened };
}
